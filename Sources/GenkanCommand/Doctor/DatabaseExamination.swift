import Foundation
import Genkan
import GenkanStorage

/// Looks into the database without changing it, whether the house is served or not.
struct DatabaseExamination {
    let configuration: HouseConfiguration

    func findings() async -> [Finding] {
        // The files were looked at before; without a key there is no house.
        guard FileManager.default.fileExists(atPath: configuration.houseKeyFile) else { return [] }
        do {
            let inspection = try await HouseInspection(
                directory: configuration.dataDirectory, house: House.readKey(configuration))
            let findings = await examine(inspection)
            try inspection.close()
            return findings
        } catch {
            return [
                .ill(
                    "database", "it cannot be opened: \(error)",
                    remedy: "see Operations, When it does not start")
            ]
        }
    }

    private func examine(_ inspection: HouseInspection) async -> [Finding] {
        do {
            let pending = try await inspection.pendingMigrations()
            guard pending == 0 else {
                return [
                    .warning(
                        "database", "migrations pending: \(pending); nothing more was looked at",
                        remedy: "the next start of `serve` applies them: take a backup before")
                ]
            }
        } catch {
            return [
                .ill(
                    "database", "it is not of this program's making: \(error)",
                    remedy: "use the version of Genkan that last served it, or restore a backup")
            ]
        }
        let found = [
            .well("database", "SQLite \(inspection.sqliteVersion), opened for reading"),
            await roster(inspection), await administrators(inspection),
            await recovery(inspection), await audit(inspection),
        ].compactMap(\.self)
        return found + (await mail(inspection))
    }

    /// A roster that is refused has been told of already.
    private func mail(_ inspection: HouseInspection) async -> [Finding] {
        guard let delivery = try? await inspection.delivery(now: Clock.now()) else { return [] }
        return MailExamination(configuration: configuration).findings(delivery)
    }

    /// A roster that is refused has been told of already.
    private func administrators(_ inspection: HouseInspection) async -> Finding? {
        guard let count = try? await inspection.administratorCount() else { return nil }
        return count < 2
            ? .warning(
                "administrators",
                "there is only one: if that person's password is lost, nobody can invite anyone",
                remedy:
                    "invite a second one at the desk, or `genkan staff add --role administrator`")
            : .well("administrators", "\(count)")
    }

    private func recovery(_ inspection: HouseInspection) async -> Finding? {
        guard let without = try? await inspection.formsWithoutRecovery(),
            let alone = try? await inspection.formsWithoutPeople()
        else { return nil }
        guard without.isEmpty else {
            return .ill(
                "recovery code", "forms' keys are not sealed to it: \(Self.list(without))",
                remedy: "somebody changed the database: grant each form to somebody at the desk, "
                    + "which seals it to the code again, and look into it")
        }
        guard alone.isEmpty else {
            return .warning(
                "recovery code", "nobody but it can open \(Self.list(alone))",
                remedy: "type it at the sign-in, under \"I cannot sign in\", and grant the form at "
                    + "the desk")
        }
        return .well("recovery code", "every form's key is sealed to it")
    }

    /// A few names, and how many more there are.
    private static func list(_ names: [String]) -> String {
        let shown = names.prefix(5).joined(separator: ", ")
        return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
    }

    private func roster(_ inspection: HouseInspection) async -> Finding {
        do {
            return try await inspection.isSetUp()
                ? .well("roster", "signed, and no older than the newest one seen")
                : .ill("roster", "nobody is on it", remedy: "run `genkan setup`")
        } catch {
            return .ill(
                "roster", "refused: \(error)",
                remedy: "somebody changed it: restore the newest backup, and look into it")
        }
    }

    private func audit(_ inspection: HouseInspection) async -> Finding {
        do {
            switch try await inspection.verifyAudit() {
            case .intact(let count): return .well("audit trail", "\(count) events, unbroken")
            case .broken(let sequence):
                return .ill(
                    "audit trail", "broken at event \(sequence)",
                    remedy: "somebody changed it: keep the file as it is, and look into it")
            }
        } catch {
            return .ill(
                "audit trail", "it cannot be read: \(error)",
                remedy: "look at the disk; restore a backup if it is damaged")
        }
    }
}

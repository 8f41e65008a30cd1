import ArgumentParser
import Genkan
import GenkanStorage
import OpenSSL

/// `genkan doctor`: finds what is wrong and says what to do.
struct Doctor: HouseCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find what is wrong with the house, and say what to do about it.",
        discussion: """
            Looks at the configuration, the forms, the files, the certificate, and, while the house \
            is not served, at the database: pragmas, roster and audit trail. Changes nothing. Ends \
            with 69 when something is wrong.
            """)

    static let readsForms = true

    @OptionGroup var house: HouseOptions

    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
        var findings = [try memory()]
        findings += forms(configuration)
        findings += FileExamination(configuration: configuration).findings()
        findings +=
            CertificateExamination(settings: configuration.server, now: Clock.now()).findings()
        findings += await stored(configuration)
        for finding in findings { terminal.show(finding.text) }
        let ill = findings.count { $0.remedy != nil }
        guard ill == 0 else {
            throw Refusal(.unavailable, ill == 1 ? "one thing is wrong" : "\(ill) things are wrong")
        }
    }

    private func memory() throws -> Finding {
        switch try Hardening.apply() {
        case .locked: .well("memory", "secrets are locked into it")
        case .unlocked:
            .ill(
                "memory",
                "the kernel does not let secrets be locked into it; they may reach the swap",
                remedy: "allow \(Hardening.secureHeapBytes >> 10) KiB: LimitMEMLOCK= or `ulimit -l`"
            )
        }
    }

    private func forms(_ configuration: HouseConfiguration) -> [Finding] {
        configuration.forms.map { form in
            form.captcha == .none
                ? .ill(
                    "form \(form.name)", "it has no CAPTCHA",
                    remedy: "remove `captcha: none`, unless that is what you want")
                : .well("form \(form.name)", "\(form.fields.count) fields")
        }
    }

    private func stored(_ configuration: HouseConfiguration) async -> [Finding] {
        if let socket = try? UnixSocket.connect(to: configuration.commandSocket) {
            let reply = try? CommandWire.ask(.presence, over: socket)
            return [
                reply?.status == 0
                    ? .well("process", "the house is being served")
                    : .ill(
                        "process", "something listens, but not this program", remedy: "restart it")
            ]
        }
        do {
            return try await House.open(configuration, holder: "genkan doctor") {
                await examine($0.storage)
            }
        } catch {
            return [.ill("database", "\(error)", remedy: "see Operations, When it does not start")]
        }
    }

    private func examine(_ storage: Storage) async -> [Finding] {
        var findings = [
            Finding.well("database", "SQLite \(storage.sqliteVersion), opened and checked")
        ]
        do {
            findings.append(
                try await storage.staff.isSetUp()
                    ? .well("roster", "signed, and no older than the newest one seen")
                    : .ill("roster", "nobody is on it", remedy: "run `genkan setup`"))
        } catch {
            findings.append(
                .ill(
                    "roster", "refused: \(error)",
                    remedy: "somebody changed it: restore the newest backup, and look into it"))
        }
        if case .broken(let sequence)? = try? await storage.audit.verify() {
            findings.append(
                .ill(
                    "audit trail", "broken at event \(sequence)",
                    remedy: "somebody changed it: keep the file as it is, and look into it"))
        }
        return findings
    }
}

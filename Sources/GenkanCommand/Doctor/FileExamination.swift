import Foundation
import GenkanWeb

/// Looks at the places a house needs: who may read them, and whether there is room.
struct FileExamination {
    /// The least free room, in bytes.
    static let room: Int64 = 1 << 30

    let configuration: HouseConfiguration

    func findings() -> [Finding] {
        let directory = configuration.dataDirectory
        guard FileManager.default.fileExists(atPath: directory) else {
            return [
                .ill(
                    "data directory", "\(directory) does not exist",
                    remedy: "run `genkan setup`, or set data.directory to where the house stands")
            ]
        }
        return [
            own("data directory", directory, mode: 0o700),
            own("house key", configuration.houseKeyFile, mode: 0o600),
            own("house state", directory + "/house.state", mode: 0o600),
            own("database", configuration.databaseFile, mode: 0o600),
            privateKey(), freeRoom(directory),
        ].compactMap { $0 }
    }

    /// What must belong to the user that serves, and to nobody else.
    private func own(_ subject: String, _ path: String, mode: Int) -> Finding {
        // A link, as containers mount secrets, has a mode and an owner of its own that say nothing.
        let real = (path as NSString).resolvingSymlinksInPath
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: real) else {
            // With a database of its own, nothing that is made anew replaces what is gone.
            let isWhole = FileManager.default.fileExists(atPath: configuration.databaseFile)
            return .ill(
                subject, "\(path) cannot be read",
                remedy: isWhole ? "put the copy of it back" : "restore it, or run `genkan setup`")
        }
        let found = Self.mode(attributes)
        guard found & 0o077 == 0 else {
            return .ill(
                subject, "\(path): others may read it (mode \(String(found, radix: 8)))",
                remedy: "chmod \(String(mode, radix: 8)) \(path)")
        }
        let owner = (attributes[.ownerAccountID] as? NSNumber)?.uint32Value
        guard owner == geteuid() else {
            return .ill(
                subject, "\(path) belongs to another user",
                remedy: "run as that user, or chown it to the one that serves")
        }
        return .well(subject, path)
    }

    /// The certificate's key may belong to root and be lent to a group. Whether it can be read is
    /// looked at with the certificate.
    private func privateKey() -> Finding? {
        let path = (configuration.server.privateKeyFile as NSString).resolvingSymlinksInPath
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
            Self.mode(attributes) & 0o007 != 0
        else { return nil }
        return .ill(
            "private key", "\(path): everybody may read it", remedy: "chmod o= \(path)")
    }

    private static func mode(_ attributes: [FileAttributeKey: Any]) -> Int {
        (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
    }

    private func freeRoom(_ path: String) -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let text = "\(free >> 20) MiB free under \(path)"
        return free >= Self.room
            ? .well("disk", text)
            : .ill("disk", text, remedy: "make room: without it submissions are answered with 503")
    }
}

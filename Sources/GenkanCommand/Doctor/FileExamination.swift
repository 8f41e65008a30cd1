import Foundation

/// Looks at the places a house needs: who may read them, and whether there is room.
struct FileExamination {
    /// The least free room, in bytes.
    static let room: Int64 = 1 << 30

    let configuration: HouseConfiguration

    func findings() -> [Finding] {
        guard exists(configuration.dataDirectory) else {
            return [
                .ill(
                    "data directory", "\(configuration.dataDirectory) does not exist",
                    remedy: "run `genkan setup`, or set data.directory to where the house stands")
            ]
        }
        return [
            privacy("data directory", configuration.dataDirectory, mode: 0o700),
            privacy("house key", configuration.houseKeyFile, mode: 0o600),
            freeRoom(configuration.dataDirectory),
        ]
    }

    private func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path)
    }

    private func privacy(_ subject: String, _ path: String, mode: Int) -> Finding {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let attributes else {
            return .ill(
                subject, "\(path) cannot be read", remedy: "restore it, or run `genkan setup`")
        }
        let found = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0o777
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

    private func freeRoom(_ path: String) -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value ?? 0
        let text = "\(free >> 20) MiB free under \(path)"
        return free >= Self.room
            ? .well("disk", text)
            : .ill("disk", text, remedy: "make room: without it submissions are answered with 503")
    }
}

import Foundation

/// The path of a database file that goes, with its log, when nobody holds this any more.
final class TemporaryDatabase: Sendable {
    let path = NSTemporaryDirectory() + "genkan-database-\(UUID().uuidString).sqlite"

    deinit {
        for ending in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + ending)
        }
    }
}

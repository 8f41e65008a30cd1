import Foundation
import GRDB

/// An SQL shell beside the program: for looking at a file, and for changing it behind its back.
enum Shell {
    static func run(_ sql: String, _ arguments: [[UInt8]] = [], in path: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { database in
            try database.execute(
                sql: sql, arguments: StatementArguments(arguments.map { Data($0) }))
        }
        try queue.close()
    }

    static func bytes(_ sql: String, in path: String) throws -> [[UInt8]] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Data.fetchAll($0, sql: sql).map { [UInt8]($0) } }
    }

    static func texts(_ sql: String, in path: String) throws -> [String] {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try String.fetchAll($0, sql: sql) }
    }

    static func number(_ sql: String, in path: String) throws -> Int {
        let queue = try DatabaseQueue(path: path)
        defer { try? queue.close() }
        return try queue.read { try Int.fetchOne($0, sql: sql) ?? -1 }
    }
}

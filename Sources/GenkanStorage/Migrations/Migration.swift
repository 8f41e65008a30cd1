import Sealing

/// One numbered step of a schema: never edited once it is out, forward only.
struct Migration: Sendable {
    let number: Int
    let statements: [SQL]

    /// SHA-256 over the statements, kept beside the number when applied.
    func checksum() throws -> [UInt8] {
        try Fingerprint.sha256(Array(statements.map(\.text).joined(separator: ";\n").utf8).span)
    }
}

/// The steps of one database file, in order.
struct Migrations: Sendable {
    let steps: [Migration]

    /// The house's database.
    static let house = Migrations(steps: [
        .m0001, .m0002, .m0003, .m0004, .m0005, .m0006, .m0007, .m0008, .m0009,
        .m0010, .m0011, .m0012, .m0013,
    ])
    /// The sessions' own file.
    static let sessions = Migrations(steps: [.sessions0001, .sessions0002, .sessions0003])

    /// The steps that a database lacks. Throws `.migrationChanged` when an applied one differs from
    /// this program's, or this program does not know it.
    func missing(in connection: Connection, of path: String) throws -> ArraySlice<Migration> {
        let applied = try connection.all(
            "SELECT number, checksum FROM migrations ORDER BY number"
        ) { row in
            (number: try row[0] as Int, checksum: try row[1] as [UInt8])
        }
        for (position, old) in applied.enumerated() {
            guard position < steps.count, steps[position].number == old.number,
                try steps[position].checksum() == old.checksum
            else {
                throw StorageError(
                    .migrationChanged,
                    "migration \(old.number) of \(path) is not the one this program knows")
            }
        }
        return steps.dropFirst(applied.count)
    }

    /// Applies what is missing, in one transaction each. Throws `.migrationChanged` when an applied
    /// step differs from this program's, or this program does not know it.
    func apply(to writer: Writer, now: Int64) throws {
        try writer.writeNow { connection in
            try connection.run(
                """
                CREATE TABLE IF NOT EXISTS migrations (
                    number INTEGER PRIMARY KEY NOT NULL,
                    checksum BLOB NOT NULL CHECK (length(checksum) = 32),
                    applied_at INTEGER NOT NULL
                ) STRICT
                """)
        }
        let missing = try writer.writeNow { try self.missing(in: $0, of: writer.path) }
        for step in missing {
            try writer.writeNow { connection in
                for statement in step.statements { try connection.run(statement) }
                try connection.run(
                    """
                    INSERT INTO migrations (number, checksum, applied_at)
                    VALUES (\(step.number), \(step.checksum()), \(now))
                    """)
            }
        }
    }
}

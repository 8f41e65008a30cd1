extension Migration {
    /// The audit trail: every row carries its number, the hash before it and its own.
    static let m0004 = Migration(
        number: 4,
        statements: [
            """
            CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence >= 1),
                event BLOB NOT NULL,
                previous BLOB NOT NULL CHECK (length(previous) = 32),
                hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
            ) STRICT
            """
        ])
}

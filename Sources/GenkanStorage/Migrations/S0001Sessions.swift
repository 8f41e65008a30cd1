extension Migration {
    /// Sessions, in a file of their own that is never backed up. `forget_at` serves the sweep only:
    /// what is believed stands inside the seal.
    static let sessions0001 = Migration(
        number: 1,
        statements: [
            """
            CREATE TABLE sessions (
                fingerprint BLOB PRIMARY KEY NOT NULL CHECK (length(fingerprint) = 32),
                sealed BLOB NOT NULL,
                forget_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX sessions_by_age ON sessions (forget_at)",
        ])
}

extension Migration {
    /// Sessions that can be listed and ended person by person, and sign-ins between their two pages.
    /// Whose a session is stands inside its seal; the column finds the rows and is a code under the
    /// runtime secret.
    static let sessions0002 = Migration(
        number: 2,
        statements: [
            "DROP TABLE sessions",
            """
            CREATE TABLE sessions (
                fingerprint BLOB PRIMARY KEY NOT NULL CHECK (length(fingerprint) = 32),
                person BLOB NOT NULL CHECK (length(person) = 16),
                sealed BLOB NOT NULL,
                place BLOB NOT NULL,
                forget_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX sessions_by_age ON sessions (forget_at)",
            "CREATE INDEX sessions_by_person ON sessions (person)",
            """
            CREATE TABLE pending_sign_ins (
                fingerprint BLOB PRIMARY KEY NOT NULL CHECK (length(fingerprint) = 32),
                person BLOB NOT NULL CHECK (length(person) = 16),
                sealed BLOB NOT NULL,
                forget_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX pending_sign_ins_by_age ON pending_sign_ins (forget_at)",
            "CREATE INDEX pending_sign_ins_by_person ON pending_sign_ins (person)",
        ])
}

extension Migration {
    /// The house's own facts, the signed rosters, credentials and person keys.
    static let m0001 = Migration(
        number: 1,
        statements: [
            """
            CREATE TABLE house_facts (
                name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                value BLOB NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE rosters (
                number INTEGER PRIMARY KEY NOT NULL CHECK (number >= 1),
                document BLOB NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT
            """,
            """
            CREATE TABLE credentials (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                person BLOB NOT NULL CHECK (length(person) = 16),
                kind TEXT NOT NULL CHECK (kind IN ('password', 'recovery-code')),
                log_n INTEGER,
                r INTEGER,
                p INTEGER,
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                public_key BLOB NOT NULL CHECK (length(public_key) = 32),
                agreement BLOB NOT NULL,
                signing BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                CHECK ((kind = 'password') = (log_n IS NOT NULL)),
                CHECK ((log_n IS NULL) = (r IS NULL) AND (r IS NULL) = (p IS NULL))
            ) STRICT
            """,
            "CREATE INDEX credentials_by_person ON credentials (person)",
        ])
}

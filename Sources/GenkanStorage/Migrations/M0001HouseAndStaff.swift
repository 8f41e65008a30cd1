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
                record BLOB NOT NULL,
                person_key BLOB NOT NULL,
                created_at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX credentials_by_person ON credentials (person)",
        ])
}

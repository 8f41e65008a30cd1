extension Migration {
    /// What proves people besides their passwords: one row a person, sealed under the person's key.
    static let m0005 = Migration(
        number: 5,
        statements: [
            """
            CREATE TABLE second_factors (
                person BLOB PRIMARY KEY NOT NULL CHECK (length(person) = 16),
                sealed BLOB NOT NULL,
                changed_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """
        ])
}

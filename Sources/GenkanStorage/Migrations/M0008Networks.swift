extension Migration {
    /// From where the desk may be used, by role; a role without a row may use it from everywhere.
    static let m0008 = Migration(
        number: 8,
        statements: [
            """
            CREATE TABLE desk_networks (
                role TEXT NOT NULL
                    CHECK (role IN ('administrator', 'manager', 'staff', 'viewer')),
                network TEXT NOT NULL CHECK (length(network) BETWEEN 2 AND 64),
                created_at INTEGER NOT NULL,
                PRIMARY KEY (role, network)
            ) STRICT, WITHOUT ROWID
            """
        ])
}

extension Migration {
    /// The challenges of passkeys that were used, so that none is used twice.
    static let sessions0003 = Migration(
        number: 3,
        statements: [
            """
            CREATE TABLE used_challenges (
                challenge BLOB PRIMARY KEY NOT NULL CHECK (length(challenge) = 32),
                forget_at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX used_challenges_by_age ON used_challenges (forget_at)",
        ])
}

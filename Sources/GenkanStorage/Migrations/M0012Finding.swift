extension Migration {
    /// Finding a submission by its receipt code, which is the one thing of it that can be looked up: an
    /// arrival writes one more page for it. And whether somebody wants keyboard shortcuts of one key.
    static let m0012 = Migration(
        number: 12,
        statements: [
            "CREATE INDEX submissions_by_receipt ON submissions (receipt)",
            """
            ALTER TABLE profiles ADD COLUMN keys INTEGER NOT NULL DEFAULT 1 CHECK (keys IN (0, 1))
            """,
        ])
}

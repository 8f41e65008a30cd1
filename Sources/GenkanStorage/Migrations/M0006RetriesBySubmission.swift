extension Migration {
    /// A retry is found by the receipt that its key leads to, so what is kept for seven days stands by
    /// submission, in the order of time, and no longer by a digest that touches a page of its own.
    static let m0006 = Migration(
        number: 6,
        statements: [
            "DROP TABLE retries",
            """
            CREATE TABLE retries (
                submission BLOB PRIMARY KEY NOT NULL
                    REFERENCES submissions (id) ON DELETE CASCADE,
                answers_code BLOB NOT NULL CHECK (length(answers_code) = 32)
            ) STRICT, WITHOUT ROWID
            """,
        ])
}

extension Migration {
    /// Marks lie in the order in which they expire: those of one moment on one page, where a mark by
    /// itself would touch a page of its own with every submission. A token's expiry is signed with
    /// it, so one mark never comes with two.
    static let m0005 = Migration(
        number: 5,
        statements: [
            """
            CREATE TABLE captcha_marks_by_expires (
                expires_at INTEGER NOT NULL,
                mark BLOB NOT NULL CHECK (length(mark) BETWEEN 16 AND 64),
                PRIMARY KEY (expires_at, mark)
            ) STRICT, WITHOUT ROWID
            """,
            """
            INSERT INTO captcha_marks_by_expires (expires_at, mark)
            SELECT expires_at, mark FROM captcha_marks
            """,
            "DROP TABLE captcha_marks",
            "ALTER TABLE captcha_marks_by_expires RENAME TO captcha_marks",
        ])
}

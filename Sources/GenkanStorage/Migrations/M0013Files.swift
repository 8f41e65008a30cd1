extension Migration {
    /// Files that came with a submission: each with its key in an envelope, and its sealed chunks. What a
    /// virus scanner said stands in clear, for it decides what may be handed out.
    static let m0013 = Migration(
        number: 13,
        statements: [
            "ALTER TABLE submissions ADD COLUMN files INTEGER NOT NULL DEFAULT 0 CHECK (files >= 0)",
            """
            CREATE TABLE files (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
                position INTEGER NOT NULL CHECK (position >= 0),
                field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 128),
                scan TEXT CHECK (scan IN ('clean', 'infected', 'unscanned')),
                finding TEXT CHECK (length(finding) BETWEEN 1 AND 128),
                envelope BLOB NOT NULL,
                UNIQUE (submission, position),
                CHECK ((finding IS NULL) = (scan IS NOT 'infected'))
            ) STRICT
            """,
            """
            CREATE TABLE file_chunks (
                file BLOB NOT NULL REFERENCES files (id) ON DELETE CASCADE,
                position INTEGER NOT NULL CHECK (position >= 0),
                sealed BLOB NOT NULL,
                PRIMARY KEY (file, position)
            ) STRICT
            """,
        ])
}

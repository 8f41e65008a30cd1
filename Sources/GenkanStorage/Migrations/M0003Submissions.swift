extension Migration {
    /// Submissions with their envelopes, the clear index, and history.
    ///
    /// What makes a submission be stored once stands in its row: its receipt, the code that tells a
    /// retry from other answers, the mark of its CAPTCHA token. No index makes them unique; the one
    /// writer does (see `ArrivalMemory`).
    static let m0003 = Migration(
        number: 3,
        statements: [
            """
            CREATE TABLE submissions (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                form BLOB NOT NULL,
                form_version INTEGER NOT NULL,
                received_at INTEGER NOT NULL CHECK (received_at > 0),
                receipt INTEGER NOT NULL CHECK (receipt >= 0),
                status TEXT CHECK (length(status) BETWEEN 1 AND 64),
                held TEXT CHECK (length(held) BETWEEN 1 AND 64),
                assignee BLOB CHECK (length(assignee) = 16),
                version INTEGER NOT NULL CHECK (version >= 1),
                padded_size INTEGER NOT NULL CHECK (padded_size > 0),
                data_key BLOB NOT NULL REFERENCES data_keys (id) ON DELETE RESTRICT,
                answers_code BLOB CHECK (length(answers_code) = 32),
                captcha_mark BLOB CHECK (length(captcha_mark) = 16),
                title_id BLOB NOT NULL CHECK (length(title_id) = 16),
                title BLOB NOT NULL,
                answers_id BLOB NOT NULL CHECK (length(answers_id) = 16),
                answers BLOB NOT NULL,
                CHECK ((status IS NULL) <> (held IS NULL)),
                FOREIGN KEY (form, form_version) REFERENCES form_versions (form, version)
                    ON DELETE RESTRICT
            ) STRICT
            """,
            """
            CREATE INDEX submissions_by_status ON submissions (form, status, received_at, id)
            WHERE held IS NULL
            """,
            """
            CREATE INDEX submissions_held ON submissions (form, received_at, id)
            WHERE held IS NOT NULL
            """,
            "CREATE INDEX submissions_by_form ON submissions (form, id)",
            "CREATE INDEX submissions_by_data_key ON submissions (data_key)",
            """
            CREATE TABLE clear_answers (
                submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
                field TEXT NOT NULL CHECK (length(field) BETWEEN 1 AND 128),
                position INTEGER NOT NULL CHECK (position >= 0),
                value TEXT NOT NULL,
                PRIMARY KEY (submission, field, position)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE changes (
                submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
                version INTEGER NOT NULL CHECK (version >= 2),
                at INTEGER NOT NULL,
                person BLOB NOT NULL CHECK (length(person) = 16),
                kind TEXT NOT NULL CHECK (kind IN ('assigned', 'moved')),
                old_value TEXT,
                new_value TEXT,
                PRIMARY KEY (submission, version)
            ) STRICT, WITHOUT ROWID
            """,
        ])
}

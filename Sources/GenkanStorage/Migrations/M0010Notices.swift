extension Migration {
    /// Being told by mail: where to, of what, and the outbox of what is still to be told.
    ///
    /// A row of the outbox says that one person is to be told of one submission, for one reason; it is
    /// written once. `next_at` is set as long as that is to be done. `message` names the mail that it went
    /// into, from before the mail is handed over until it is certain that it was not taken.
    static let m0010 = Migration(
        number: 10,
        statements: [
            "ALTER TABLE profiles ADD COLUMN mail TEXT CHECK (length(mail) BETWEEN 3 AND 254)",
            "ALTER TABLE profiles ADD COLUMN zone TEXT CHECK (length(zone) BETWEEN 1 AND 64)",
            """
            ALTER TABLE profiles ADD COLUMN refused TEXT CHECK (length(refused) BETWEEN 1 AND 64)
            """,
            "ALTER TABLE profiles ADD COLUMN refused_at INTEGER",
            """
            CREATE TABLE notice_choices (
                form BLOB NOT NULL REFERENCES forms (id) ON DELETE RESTRICT,
                kind TEXT NOT NULL CHECK (kind IN ('arrived', 'late')),
                person BLOB NOT NULL CHECK (length(person) = 16),
                since INTEGER NOT NULL,
                PRIMARY KEY (form, kind, person)
            ) STRICT, WITHOUT ROWID
            """,
            "CREATE INDEX notice_choices_by_person ON notice_choices (person)",
            """
            CREATE TABLE outbox (
                submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
                person BLOB NOT NULL CHECK (length(person) = 16),
                kind TEXT NOT NULL CHECK (kind IN ('arrived', 'late')),
                form BLOB NOT NULL CHECK (length(form) = 16),
                made_at INTEGER NOT NULL,
                next_at INTEGER,
                tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
                tried_at INTEGER,
                problem TEXT CHECK (length(problem) BETWEEN 1 AND 64),
                message BLOB CHECK (length(message) = 16),
                sent_at INTEGER,
                given_up_at INTEGER,
                PRIMARY KEY (submission, person, kind),
                CHECK ((next_at IS NOT NULL) + (sent_at IS NOT NULL)
                    + (given_up_at IS NOT NULL) = 1)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE INDEX outbox_waiting ON outbox (person, form, kind, next_at)
            WHERE next_at IS NOT NULL
            """,
            "CREATE INDEX outbox_given_up ON outbox (given_up_at) WHERE given_up_at IS NOT NULL",
        ])
}

extension Migration {
    /// What makes a board a place to work at: labels, due dates, notes, what each person has looked at,
    /// views that were given a name, and where an inquiry came from.
    ///
    /// Labels and views stand in clear: they say what kind of work there is. Notes are sealed like the
    /// answers. `seen` is what the mark of an unread card is made of.
    static let m0009 = Migration(
        number: 9,
        statements: columnsOfSubmissions + labels + notes + views + changesOfEveryKind)

    private static let columnsOfSubmissions: [SQL] = [
        """
        ALTER TABLE submissions ADD COLUMN source TEXT NOT NULL DEFAULT 'web'
            CHECK (source IN ('web', 'phone', 'fax', 'letter', 'mail', 'visit'))
        """,
        "ALTER TABLE submissions ADD COLUMN due INTEGER",
        "ALTER TABLE submissions ADD COLUMN notes INTEGER NOT NULL DEFAULT 0 CHECK (notes >= 0)",
        "ALTER TABLE submissions ADD COLUMN noted_at INTEGER",
        "CREATE INDEX submissions_by_due ON submissions (form, due) WHERE due IS NOT NULL",
        """
        CREATE TABLE seen (
            person BLOB NOT NULL CHECK (length(person) = 16),
            submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
            at INTEGER NOT NULL,
            PRIMARY KEY (person, submission)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX seen_by_submission ON seen (submission)",
        "CREATE INDEX clear_answers_by_value ON clear_answers (field, value, submission)",
    ]

    private static let labels: [SQL] = [
        """
        CREATE TABLE labels (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
            form BLOB NOT NULL REFERENCES forms (id) ON DELETE RESTRICT,
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
            name_key TEXT NOT NULL,
            tone TEXT NOT NULL CHECK (length(tone) BETWEEN 1 AND 16),
            removed_at INTEGER
        ) STRICT
        """,
        """
        CREATE UNIQUE INDEX labels_by_name ON labels (form, name_key) WHERE removed_at IS NULL
        """,
        """
        CREATE TABLE card_labels (
            submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
            label BLOB NOT NULL REFERENCES labels (id) ON DELETE RESTRICT,
            PRIMARY KEY (submission, label)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX card_labels_by_label ON card_labels (label, submission)",
    ]

    private static let notes: [SQL] = [
        """
        CREATE TABLE notes (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
            submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
            author BLOB NOT NULL CHECK (length(author) = 16),
            at INTEGER NOT NULL,
            envelope_id BLOB NOT NULL CHECK (length(envelope_id) = 16),
            envelope BLOB NOT NULL
        ) STRICT
        """,
        "CREATE INDEX notes_by_submission ON notes (submission, at, id)",
        """
        CREATE TABLE note_mentions (
            person BLOB NOT NULL CHECK (length(person) = 16),
            note BLOB NOT NULL REFERENCES notes (id) ON DELETE CASCADE,
            PRIMARY KEY (person, note)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX note_mentions_by_note ON note_mentions (note)",
    ]

    private static let views: [SQL] = [
        """
        CREATE TABLE views (
            id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
            form BLOB NOT NULL REFERENCES forms (id) ON DELETE RESTRICT,
            person BLOB NOT NULL CHECK (length(person) = 16),
            name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
            query TEXT NOT NULL CHECK (length(query) BETWEEN 1 AND 2000)
        ) STRICT
        """,
        "CREATE UNIQUE INDEX views_by_name ON views (person, form, name)",
    ]

    /// The same rows in a table that knows more kinds.
    private static let changesOfEveryKind: [SQL] = [
        """
        CREATE TABLE changes_of_every_kind (
            submission BLOB NOT NULL REFERENCES submissions (id) ON DELETE CASCADE,
            version INTEGER NOT NULL CHECK (version >= 2),
            at INTEGER NOT NULL,
            person BLOB NOT NULL CHECK (length(person) = 16),
            kind TEXT NOT NULL CHECK (kind IN ('assigned', 'moved', 'scheduled', 'labelled')),
            old_value TEXT,
            new_value TEXT,
            PRIMARY KEY (submission, version)
        ) STRICT, WITHOUT ROWID
        """,
        """
        INSERT INTO changes_of_every_kind
            (submission, version, at, person, kind, old_value, new_value)
        SELECT submission, version, at, person, kind, old_value, new_value FROM changes
        """,
        "DROP TABLE changes",
        "ALTER TABLE changes_of_every_kind RENAME TO changes",
    ]
}

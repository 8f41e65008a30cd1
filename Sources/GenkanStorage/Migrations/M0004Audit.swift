extension Migration {
    /// The audit trail: every row carries its number, the hash before it and its own.
    static let m0004 = Migration(
        number: 4,
        statements: [
            """
            CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY NOT NULL CHECK (sequence >= 1),
                id BLOB NOT NULL CHECK (length(id) = 16),
                at INTEGER NOT NULL,
                kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
                actor_kind INTEGER NOT NULL CHECK (actor_kind BETWEEN 0 AND 3),
                actor BLOB CHECK (length(actor) = 16),
                form BLOB CHECK (length(form) = 16),
                submission BLOB CHECK (length(submission) = 16),
                details BLOB NOT NULL,
                previous BLOB NOT NULL CHECK (length(previous) = 32),
                hash BLOB NOT NULL CHECK (length(hash) = 32),
                CHECK ((actor_kind = 0) = (actor IS NOT NULL))
            ) STRICT
            """,
            """
            CREATE INDEX audit_by_submission ON audit (submission, sequence)
            WHERE submission IS NOT NULL AND kind <> 'submission-stored'
            """,
        ])
}

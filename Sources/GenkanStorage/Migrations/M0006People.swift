extension Migration {
    /// Invitations and what came of them, when somebody was last seen, in which language they read.
    ///
    /// What is believed of an invitation stands in its signed document; the columns beside it find
    /// rows. `grant_decisions` keeps for person and form when it was last granted or declined, so
    /// that what an invitation wanted is no task any more once somebody has decided.
    static let m0006 = Migration(
        number: 6,
        statements: [
            """
            CREATE TABLE invitations (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                mark BLOB NOT NULL UNIQUE CHECK (length(mark) = 32),
                person BLOB NOT NULL CHECK (length(person) = 16),
                inviter BLOB NOT NULL CHECK (length(inviter) = 16),
                document BLOB NOT NULL,
                state TEXT NOT NULL
                    CHECK (state IN ('open', 'accepted', 'confirmed', 'settled', 'withdrawn')),
                expires_at INTEGER NOT NULL
            ) STRICT
            """,
            "CREATE INDEX invitations_by_person ON invitations (person)",
            "CREATE INDEX invitations_by_inviter ON invitations (inviter)",
            """
            CREATE TABLE invitation_keys (
                invitation BLOB NOT NULL REFERENCES invitations (id) ON DELETE CASCADE,
                person BLOB NOT NULL CHECK (length(person) = 16),
                sealed BLOB NOT NULL,
                PRIMARY KEY (invitation, person)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE acceptances (
                invitation BLOB PRIMARY KEY NOT NULL
                    REFERENCES invitations (id) ON DELETE CASCADE,
                document BLOB NOT NULL,
                accepted_at INTEGER NOT NULL,
                credential BLOB NOT NULL CHECK (length(credential) = 16),
                log_n INTEGER NOT NULL,
                r INTEGER NOT NULL,
                p INTEGER NOT NULL,
                salt BLOB NOT NULL CHECK (length(salt) = 16),
                public_key BLOB NOT NULL CHECK (length(public_key) = 32),
                agreement BLOB NOT NULL,
                signing BLOB NOT NULL,
                second_factor BLOB
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE grant_decisions (
                person BLOB NOT NULL CHECK (length(person) = 16),
                form BLOB NOT NULL CHECK (length(form) = 16),
                kind TEXT NOT NULL CHECK (kind IN ('granted', 'declined')),
                at INTEGER NOT NULL,
                PRIMARY KEY (person, form)
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE last_seen (
                person BLOB PRIMARY KEY NOT NULL CHECK (length(person) = 16),
                at INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE TABLE profiles (
                person BLOB PRIMARY KEY NOT NULL CHECK (length(person) = 16),
                language TEXT NOT NULL CHECK (language IN ('ja', 'en'))
            ) STRICT, WITHOUT ROWID
            """,
            """
            CREATE INDEX submissions_by_assignee ON submissions (assignee)
            WHERE assignee IS NOT NULL
            """,
        ])
}

extension Migration {
    /// Passkeys: each with the signature of whose it is, and where it has a pseudo-random function, the
    /// person key sealed to what that derives. The counter, the name and the times are not signed.
    static let m0007 = Migration(
        number: 7,
        statements: [
            """
            CREATE TABLE passkeys (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                person BLOB NOT NULL CHECK (length(person) = 16),
                credential_id BLOB NOT NULL UNIQUE
                    CHECK (length(credential_id) BETWEEN 1 AND 1023),
                content BLOB NOT NULL CHECK (length(content) BETWEEN 1 AND 2048),
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                salt BLOB CHECK (length(salt) = 16),
                public_key BLOB CHECK (length(public_key) = 32),
                agreement BLOB,
                signing BLOB,
                counter INTEGER NOT NULL CHECK (counter BETWEEN 0 AND 4294967295),
                is_backed_up INTEGER NOT NULL CHECK (is_backed_up IN (0, 1)),
                name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
                created_at INTEGER NOT NULL,
                used_at INTEGER,
                cloned_at INTEGER,
                CHECK ((salt IS NULL) = (public_key IS NULL)),
                CHECK ((salt IS NULL) = (agreement IS NULL)),
                CHECK ((salt IS NULL) = (signing IS NULL))
            ) STRICT
            """,
            "CREATE INDEX passkeys_by_person ON passkeys (person)",
        ])
}

extension Migration {
    /// Forms with every version of theirs, form keys, grants and data keys.
    static let m0002 = Migration(
        number: 2,
        statements: [
            """
            CREATE TABLE forms (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
                created_at INTEGER NOT NULL,
                removed_at INTEGER
            ) STRICT
            """,
            """
            CREATE TABLE form_versions (
                form BLOB NOT NULL REFERENCES forms (id) ON DELETE RESTRICT,
                version INTEGER NOT NULL CHECK (version BETWEEN 1 AND 4294967295),
                definition BLOB NOT NULL,
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                created_at INTEGER NOT NULL,
                PRIMARY KEY (form, version)
            ) STRICT
            """,
            """
            CREATE TABLE form_keys (
                form BLOB NOT NULL REFERENCES forms (id) ON DELETE RESTRICT,
                generation INTEGER NOT NULL CHECK (generation BETWEEN 1 AND 4294967295),
                public_key BLOB NOT NULL CHECK (length(public_key) = 32),
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                created_at INTEGER NOT NULL,
                PRIMARY KEY (form, generation)
            ) STRICT
            """,
            """
            CREATE TABLE grants (
                form BLOB NOT NULL,
                generation INTEGER NOT NULL,
                person BLOB NOT NULL CHECK (length(person) = 16),
                sealed BLOB NOT NULL,
                created_at INTEGER NOT NULL,
                PRIMARY KEY (form, generation, person),
                FOREIGN KEY (form, generation) REFERENCES form_keys (form, generation)
                    ON DELETE RESTRICT
            ) STRICT
            """,
            "CREATE INDEX grants_by_person ON grants (person)",
            """
            CREATE TABLE data_keys (
                id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 16),
                form BLOB NOT NULL,
                generation INTEGER NOT NULL,
                sealed BLOB NOT NULL,
                signature BLOB NOT NULL CHECK (length(signature) = 64),
                wrapped BLOB,
                created_at INTEGER NOT NULL,
                FOREIGN KEY (form, generation) REFERENCES form_keys (form, generation)
                    ON DELETE RESTRICT
            ) STRICT
            """,
            "CREATE INDEX data_keys_by_form ON data_keys (form, generation)",
            "CREATE INDEX data_keys_by_age ON data_keys (created_at)",
        ])
}

public import Genkan

extension BoardStore {
    /// How many views a person may have of one form.
    public static let mostViews = 30
    /// The most bytes of the query of one.
    public static let maximumViewBytes = 2_000

    /// A person's views of a form, by name.
    public func views(
        of form: FormID, for session: LiveSession
    ) async throws -> [SavedView] {
        let person = session.person.id
        return try await readers.read { connection in
            try connection.all(
                """
                SELECT id, name, query FROM views WHERE person = \(person) AND form = \(form)
                ORDER BY name
                """
            ) { row -> SavedView? in
                guard let name = LabelName(try row[1]) else { return nil }
                return SavedView(id: try row[0], name: name, query: try row[2])
            }.compactMap(\.self)
        }
    }

    /// Saves a view; one of the same name is replaced.
    ///
    /// - Returns: false when the person has as many as one may have.
    /// - Throws: `.notAllowed` without a grant; `.invalid` for a query of none, or of more than `maximumViewBytes`.
    public func save(
        _ name: LabelName, _ query: String, of form: FormID, for session: LiveSession, now: Instant
    ) async throws -> Bool {
        guard (1...Self.maximumViewBytes).contains(query.utf8.count) else {
            throw StorageError(.invalid, "a view of \(query.utf8.count) bytes was to be saved")
        }
        let id: SavedViewID = try mint.id(at: now)
        let person = session.person.id
        return try await writer.write { connection in
            try session.keychain.requireGrant(of: form, connection)
            let others = try connection.number(
                """
                SELECT count(*) FROM views
                WHERE person = \(person) AND form = \(form) AND name <> \(name.text)
                """)
            guard others ?? 0 < Self.mostViews else { return false }
            try connection.run(
                """
                INSERT INTO views (id, form, person, name, query)
                VALUES (\(id), \(form), \(person), \(name.text), \(query))
                ON CONFLICT (person, form, name) DO UPDATE SET query = excluded.query
                """)
            return true
        }
    }

    /// Forgets a view of the person's own.
    ///
    /// - Returns: false when there is none.
    public func forget(
        _ view: SavedViewID, of form: FormID, for session: LiveSession
    ) async throws -> Bool {
        let person = session.person.id
        return try await writer.write { connection in
            try connection.run(
                """
                DELETE FROM views
                WHERE id = \(view) AND person = \(person) AND form = \(form)
                """) == 1
        }
    }
}

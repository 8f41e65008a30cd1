public import Genkan

extension BoardStore {
    /// The cards before and behind another in a column, `held` and `spam` among them, whether or not it
    /// stands there itself any more.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func neighbours(
        of card: SubmissionID, in column: String, of form: FormID, _ query: BoardQuery,
        for session: LiveSession, now: Instant
    ) async throws -> (before: SubmissionID?, behind: SubmissionID?) {
        let roster = roster
        return try await readers.read { connection in
            let registered = try FormRow.newest(form, connection, house: roster.house)
            try session.keychain.requireGrant(of: form, connection)
            let reader = try CardReader.read(
                session.person.id, of: registered, now: now, connection)
            func next(_ order: BoardOrder) throws -> SubmissionID? {
                try BoardColumns(
                    reader: reader, filter: query.filter, order: order, limit: 1,
                    connection: connection
                ).ids(of: column, after: card).first
            }
            return (try next(query.order.turned), try next(query.order))
        }
    }

    /// The places before and behind another in a list, whether or not a card stands there any more.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func neighbours(
        of place: ListPlace, in form: FormID, _ query: ListQuery, for session: LiveSession,
        now: Instant
    ) async throws -> (before: ListPlace?, behind: ListPlace?) {
        let roster = roster
        var query = query
        query.limit = 1
        let asked = query
        return try await readers.read { connection in
            let desk = try FormDesk.read(form, for: session, roster: roster, connection)
            let reader = try CardReader.read(
                session.person.id, of: desk.form, now: now, connection)
            let runs = try ListRuns(
                reader: reader, query: asked, desk: desk,
                counts: ListRuns.counts(reader, asked, connection), connection: connection)
            return (
                try runs.places(from: place, isBefore: true).first,
                try runs.places(from: place, isBefore: false).first
            )
        }
    }
}

extension BoardOrder {
    /// The other one.
    public var turned: BoardOrder {
        switch self {
        case .newest: .oldest
        case .oldest: .newest
        }
    }
}

public import Genkan
import Sealing

extension BoardStore {
    /// A page of a form's cards one below the other, titles opened; also of those that no board shows.
    ///
    /// A page before a place that has room for more than there are is the first page.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func list(
        _ form: FormID, _ query: ListQuery = ListQuery(), for session: LiveSession, now: Instant
    ) async throws -> ListPage {
        let roster = roster
        let found = try await readers.read { connection in
            let desk = try FormDesk.read(form, for: session, roster: roster, connection)
            let reader = try CardReader.read(
                session.person.id, of: desk.form, now: now, connection)
            return try ListRows(desk, reader, query, connection)
        }
        var opening = CardOpening(keys: found.keys, keychain: session.keychain)
        let order = Dictionary(
            found.places.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let cards = opening.open(found.cards)
            .sorted { order[$0.id] ?? 0 < order[$1.id] ?? 0 }
        await DataKeys.wrap(found.keys.values, with: session.keychain, writer)
        return ListPage(
            desk: found.desk, cards: cards,
            places: Dictionary(found.places.map { ($0.id, $0) }) { first, _ in first },
            refused: opening.refused, counts: found.counts, before: found.before,
            behind: found.behind, mark: found.mark)
    }
}

/// The rows of a page, nothing opened yet.
private struct ListRows: Sendable {
    let desk: FormDesk
    let mark: ChangeMark
    let counts: [String: Int]
    private(set) var places: [ListPlace] = []
    private(set) var cards = CardRows()
    private(set) var keys: [ObjectID: DataKeyRecord] = [:]
    private(set) var before: ListPlace?
    private(set) var behind: ListPlace?

    init(
        _ desk: FormDesk, _ reader: CardReader, _ query: ListQuery, _ connection: Connection
    ) throws {
        self.desk = desk
        mark = try ChangeMark.read(connection)
        counts = try ListRuns.counts(reader, query, connection)
        let runs = ListRuns(
            reader: reader, query: query, desk: desk, counts: counts, connection: connection)
        let end = query.isBefore ? query.place : nil
        let isRead = try end.map { try readBefore($0, runs) } ?? false
        if !isRead { try readBehind(query.isBefore ? nil : query.place, runs) }
        keys = try DataKeys.read(cards.rows.map(\.card.dataKey), connection)
    }

    /// Answers false when that is the first page, which is to be read from its beginning.
    private mutating func readBefore(_ place: ListPlace, _ runs: ListRuns) throws -> Bool {
        let found = try runs.places(from: place, isBefore: true)
        places = found.prefix(runs.query.limit).reversed()
        behind = places.last
        try readCards(isBefore: true, runs)
        before = places.first
        return places.count < found.count
    }

    private mutating func readBehind(_ place: ListPlace?, _ runs: ListRuns) throws {
        var found = try runs.places(from: place, isBefore: false)
        var place = place
        if found.isEmpty, place != nil {
            // What stood there has gone meanwhile.
            place = nil
            found = try runs.places(from: nil, isBefore: false)
        }
        places = Array(found.prefix(runs.query.limit))
        before = place == nil ? nil : places.first
        try readCards(isBefore: false, runs)
        behind = found.count > places.count ? places.last : nil
    }

    /// As many of them as may be read at once: titles may be very long.
    private mutating func readCards(isBefore: Bool, _ runs: ListRuns) throws {
        while true {
            cards = try CardRows(
                "WHERE id IN (\(SQL.list(places.map(\.id))))", for: runs.reader, runs.connection)
            guard cards.isCut, places.count > 1 else { return }
            let half = places.count / 2
            places = Array(isBefore ? places.suffix(half) : places.prefix(half))
        }
    }
}

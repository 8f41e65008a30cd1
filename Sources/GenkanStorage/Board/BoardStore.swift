public import Genkan
import Sealing

/// The board: what was sent, by column; opened titles; changes that name the version they saw.
public final class BoardStore: Sendable {
    let writer: Writer
    let readers: Readers
    let roster: RosterBook
    let mint: Mint
    /// Told after every COMMIT of the house's database.
    let news: CommitNews

    init(
        writer: Writer, readers: Readers, roster: RosterBook, mint: Mint, news: CommitNews
    ) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.mint = mint
        self.news = news
    }

    /// The forms that this person holds a key of, by name; those whose file is gone as well. One
    /// that was tampered with stands beside them with what refused it, and hides no other.
    public func forms(for session: LiveSession) async throws -> FormList {
        let house = roster.house
        return try await readers.read { connection in
            let known = try connection.all("SELECT id, name FROM forms ORDER BY name") {
                (id: try $0[0] as FormID, name: try $0[1] as String)
            }
            var list = FormList()
            for (id, name) in known {
                let object = ObjectID(id)
                list.refused += session.refused.filter { $0.id == object }
                    .map { FormList.Refused(name: name, error: $0) }
                guard try session.keychain.holdsGrant(of: id, connection) else { continue }
                do {
                    list.forms.append(try FormRow.newest(id, connection, house: house))
                } catch let error as SealingError where error.code == .notGenuine {
                    list.refused.append(FormList.Refused(name: name, error: error))
                }
            }
            return list
        }
    }

    /// A form's board: every column with its count and its first cards, titles opened.
    ///
    /// A title that is not what was sealed does not bring the board down: its card has none, and
    /// its id stands in `refused`; so does that of a row which cannot be read at all.
    ///
    /// - Throws: `.notFound` without such a form; `.notAllowed` without a grant.
    public func page(
        _ form: FormID, _ query: BoardQuery = BoardQuery(), for session: LiveSession, now: Instant
    ) async throws -> BoardPage {
        let found = try await read(form, query, for: session, now: now) { columns in
            let (all, spam) = try columns.all()
            return ((all, spam, try ChangeMark.read(columns.connection)), all.map(\.cards))
        }
        let (columns, spam, mark) = found.rows
        var opening = CardOpening(keys: found.keys, keychain: session.keychain)
        let opened = columns.map { column in
            BoardColumn(
                column: column.column, count: column.count, cards: opening.open(column.cards),
                rest: max(0, column.count - column.cards.count), last: column.cards.last)
        }
        await DataKeys.wrap(found.keys.values, with: session.keychain, writer)
        return BoardPage(
            desk: found.desk, columns: opened, spam: spam, refused: opening.refused, mark: mark)
    }

    /// The cards of a column, `held` and `spam` among them, that come behind another.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func slice(
        _ form: FormID, column: String, behind card: SubmissionID?,
        _ query: BoardQuery = BoardQuery(), for session: LiveSession, now: Instant
    ) async throws -> BoardSlice {
        let found = try await read(form, query, for: session, now: now) {
            let rows = try $0.rows(of: column, after: card)
            return (rows, [rows])
        }
        return await slice(found, limit: query.limit, for: session)
    }

    /// Those of some cards that the filter lets through, in no order: what became of them since a page
    /// was shown. At most 500 are looked at.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func cards(
        _ ids: [SubmissionID], of form: FormID, _ query: BoardQuery = BoardQuery(),
        for session: LiveSession, now: Instant
    ) async throws -> BoardSlice {
        let wanted = Array(ids.prefix(500))
        let found = try await read(form, query, for: session, now: now) { columns in
            let rows = try CardRows(
                """
                WHERE id IN (\(SQL.list(wanted))) AND form = \(form)
                    AND \(columns.reader.condition(query.filter))
                """, for: columns.reader, columns.connection)
            return (rows, [rows])
        }
        return await slice(found, limit: wanted.count + 1, for: session)
    }

    /// How many submissions stand in each column, by its id; `held` and `spam` are among them.
    ///
    /// - Throws: as ``page(_:_:for:now:)``.
    public func counts(
        of form: FormID, _ filter: BoardFilter = BoardFilter(), for session: LiveSession,
        now: Instant
    ) async throws -> [String: Int] {
        try await read(form, BoardQuery(filter: filter), for: session, now: now) { columns in
            var counts = try columns.counts()
            for column in Column.all(of: columns.reader.form.form) {
                counts[column.id, default: 0] += 0
            }
            return (counts, [])
        }.rows
    }

    private func slice(
        _ found: Found<CardRows>, limit: Int, for session: LiveSession
    ) async -> BoardSlice {
        var opening = CardOpening(keys: found.keys, keychain: session.keychain)
        let cards = opening.open(found.rows)
        await DataKeys.wrap(found.keys.values, with: session.keychain, writer)
        return BoardSlice(
            desk: found.desk, cards: cards, last: found.rows.last,
            hasMore: found.rows.isCut || found.rows.count >= limit, refused: opening.refused)
    }

    /// What was read in one snapshot.
    private struct Found<Rows: Sendable>: Sendable {
        let desk: FormDesk
        let rows: Rows
        let keys: [ObjectID: DataKeyRecord]
    }

    /// - Parameter rows: what is wanted, and those of it whose titles are to be opened.
    private func read<Rows: Sendable>(
        _ form: FormID, _ query: BoardQuery, for session: LiveSession, now: Instant,
        _ rows: @escaping @Sendable (BoardColumns) throws -> (Rows, [CardRows])
    ) async throws -> Found<Rows> {
        let roster = roster
        return try await readers.read { connection in
            let desk = try FormDesk.read(form, for: session, roster: roster, connection)
            let reader = try CardReader.read(
                session.person.id, of: desk.form, now: now, connection)
            let columns = BoardColumns(
                reader: reader, filter: query.filter, order: query.order, limit: query.limit,
                connection: connection)
            let (rows, cards) = try rows(columns)
            let keys = cards.flatMap(\.rows).map(\.card.dataKey)
            return Found(desk: desk, rows: rows, keys: try DataKeys.read(keys, connection))
        }
    }
}

/// Opens the titles of cards; what is not what was sealed is told of.
struct CardOpening {
    let keys: [ObjectID: DataKeyRecord]
    let keychain: Keychain
    private(set) var refused: [SubmissionID] = []

    init(keys: [ObjectID: DataKeyRecord], keychain: Keychain) {
        self.keys = keys
        self.keychain = keychain
    }

    mutating func open(_ cards: CardRows) -> [Card] {
        refused += cards.unreadable
        return cards.rows.map { row in
            let titles = try? row.card.openTitle(with: keychain, keys)
            if titles == nil { refused.append(row.card.id) }
            return row.card.card(titles: titles, isUnread: row.isUnread)
        }
    }
}

extension CardRow {
    func openTitle(
        with keychain: Keychain, _ keys: [ObjectID: DataKeyRecord]
    ) throws -> Answers {
        guard let record = keys[dataKey] else {
            throw StorageError(.corrupted, "data key \(dataKey) is missing")
        }
        return try StoredEnvelope(
            .title, title, of: id, form: form, version: formVersion, dataKey: dataKey
        ).open(with: keychain, under: record)
    }
}

public import Genkan
import Sealing

/// The board: what was sent, by column; opened titles; changes that name the version they saw.
public final class BoardStore: Sendable {
    let writer: Writer
    let readers: Readers
    let roster: RosterBook
    let mint: Mint

    init(writer: Writer, readers: Readers, roster: RosterBook, mint: Mint) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.mint = mint
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
    /// - Parameters:
    ///   - limit: how many cards a column shows, at most 500.
    ///   - order: which of them stand first.
    /// - Throws: `.notFound` without such a form; `.notAllowed` without a grant.
    public func page(
        _ form: FormID, for session: LiveSession, limit: Int = 50, order: BoardOrder = .newest
    ) async throws -> BoardPage {
        let roster = roster
        let found = try await readers.read { connection in
            let registered = try FormRow.newest(form, connection, house: roster.house)
            try session.keychain.requireGrant(of: form, connection)
            let columns = try BoardColumns.read(
                registered, limit: min(max(limit, 1), 500), order, connection)
            let keys = try DataKeys.read(columns.flatMap(\.cards.rows).map(\.dataKey), connection)
            let history = try roster.history(connection)
            return (
                registered: registered, columns: columns, keys: keys,
                people: try history.newest.staff(), former: history.formerStaff(),
                holders: try Holders.all(of: form, among: history.newest, connection)
            )
        }
        var refused = found.columns.flatMap(\.cards.unreadable)
        let columns = found.columns.map { column in
            let cards = column.cards.rows.map { row in
                let titles = try? row.openTitle(with: session.keychain, found.keys)
                if titles == nil { refused.append(row.id) }
                return row.card(titles: titles)
            }
            return BoardColumn(
                column: column.column, count: column.count, cards: cards,
                rest: max(0, column.count - column.cards.count), isCut: column.cards.isCut)
        }
        await DataKeys.wrap(found.keys.values, with: session.keychain, writer)
        return BoardPage(
            form: found.registered, columns: columns, people: found.people,
            former: found.former, holders: found.holders, refused: refused)
    }

    /// One card of a form as it stands, nothing opened; nil when it is not the form's, or the form
    /// is not granted to this person.
    public func card(
        _ submission: SubmissionID, of form: FormID, for session: LiveSession
    ) async throws -> Card? {
        try await readers.read { connection -> Card? in
            guard try session.keychain.holdsGrant(of: form, connection) else { return nil }
            return try connection.first(
                """
                SELECT \(CardRow.columns) FROM submissions
                WHERE id = \(submission) AND form = \(form)
                """
            ) { try CardRow($0).card(titles: nil) }
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

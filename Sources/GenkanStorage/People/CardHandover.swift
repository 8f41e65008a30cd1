import Genkan
import Sealing

/// What becomes of the open cards of somebody who leaves, or who cannot open a form any more: each gets its change, its line of history
/// and its audit event, as if it had been assigned by hand. What is finished stays as it was.
struct CardHandover: Sendable {
    let from: PersonID
    let to: PersonID?
    let by: PersonID
    /// The roster afterwards.
    let roster: VerifiedRoster
    let house: HousePublicKey
    let mint: Mint
    let now: Instant

    /// Answers how many cards it were.
    ///
    /// - Parameter form: of which form alone; of all when nil.
    func run(in form: FormID? = nil, _ connection: Connection) throws -> Int {
        let cards = try OpenCards.all(of: from, house: house, connection)
            .filter { form == nil || $0.form == form }
        var receivers: [FormID: PersonID?] = [:]
        for card in cards {
            if receivers[card.form] == nil {
                receivers[card.form] = .some(try receiver(of: card.form, connection))
            }
            let target = receivers[card.form].flatMap(\.self)
            guard
                let (next, change) = card.state.applying(.assign(target), by: by, at: now)
            else { continue }
            let seen = SeenCard(id: card.id, version: card.state.version)
            try next.write(after: change, of: seen, connection)
            let event = try change.event(of: card.id, form: card.form, mint: mint)
            try AuditTrail.append([event], to: connection)
        }
        return cards.count
    }

    /// The successor, if they can open and work the form.
    private func receiver(of form: FormID, _ connection: Connection) throws -> PersonID? {
        guard let to else { return nil }
        let holders = try Holders.all(of: form, among: roster, connection)
        return holders.contains { $0.id == to } ? to : nil
    }
}

/// The cards a person has that are not finished.
enum OpenCards {
    struct OpenCard: Sendable {
        let id: SubmissionID
        let form: FormID
        let state: CardState
    }

    /// What stands in a status that its form does not call final, and what is held. The status of a
    /// form whose definition is not genuine cannot be told final: its cards count as open.
    static func all(
        of person: PersonID, house: HousePublicKey, _ connection: Connection
    ) throws -> [OpenCard] {
        let cards = try connection.all(
            """
            SELECT id, form, \(CardState.columns) FROM submissions
            WHERE assignee = \(person) ORDER BY id
            """
        ) { OpenCard(id: try $0[0], form: try $0[1], state: try CardState($0, from: 2)) }
        var forms: [FormID: Form?] = [:]
        return cards.filter { card in
            if forms[card.form] == nil {
                forms[card.form] = .some(
                    (try? FormRow.newest(card.form, connection, house: house))?.form)
            }
            if card.state.place == .spam { return false }
            guard case .status(let id) = card.state.place else { return true }
            return forms[card.form].flatMap(\.self)?.status(id)?.isFinal != true
        }
    }
}

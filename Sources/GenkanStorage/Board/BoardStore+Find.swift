public import Genkan
import Sealing

extension BoardStore {
    /// The submissions whose receipt codes are within a range, in the order of their codes, at most
    /// ``mostByCode``; only those of forms that are granted to this person. Nothing is opened.
    public func find(
        _ codes: ClosedRange<UInt64>, for session: LiveSession
    ) async throws -> [FoundCard] {
        let roster = roster
        return try await readers.read { connection in
            var forms: [FormID: Form?] = [:]
            func form(_ id: FormID) throws -> Form? {
                if let known = forms[id] { return known }
                let isHeld = try session.keychain.holdsGrant(of: id, connection)
                let form =
                    isHeld ? try FormRow.newest(id, connection, house: roster.house).form : nil
                forms[id] = .some(form)
                return form
            }
            // A row that is not what was stored is told of where its board is shown.
            let rows = try connection.all(
                """
                SELECT \(CardRow.columns) FROM submissions
                WHERE receipt BETWEEN \(Int64(codes.lowerBound)) AND \(Int64(codes.upperBound))
                ORDER BY receipt LIMIT \(Self.mostLookedAt)
                """
            ) { try? CardRow($0) }.compactMap(\.self)
            var found: [FoundCard] = []
            for row in rows where found.count < Self.mostByCode {
                guard let form = try form(row.form) else { continue }
                found.append(
                    FoundCard(
                        id: row.id, receipt: row.receipt, receivedAt: row.receivedAt, form: form,
                        place: row.state.place))
            }
            return found
        }
    }

    /// How many submissions one search finds.
    public static let mostByCode = 20
    /// How many it looks at, those of other people's forms among them.
    private static let mostLookedAt = 500
}

/// What was found by a receipt code, nothing of it opened.
public struct FoundCard: Hashable, Sendable {
    /// The submission.
    public let id: SubmissionID
    /// Its code.
    public let receipt: ReceiptCode
    /// When it arrived.
    public let receivedAt: Instant
    /// The form as it is now.
    public let form: Form
    /// Where it stands.
    public let place: Place
}

import Genkan
import Sealing

/// What the board reads of a submission, nothing opened yet.
struct CardRow: Sendable {
    let id: SubmissionID
    let form: FormID
    let formVersion: UInt32
    let receivedAt: Instant
    let receipt: ReceiptCode
    let state: CardState
    let dataKey: ObjectID
    let title: SealedArrival.SealedBytes

    static let columns: SQL = """
        id, form, form_version, received_at, receipt, status, held, assignee, version, data_key,
        title_id, title
        """

    init(_ row: SQLRow) throws {
        id = try row[0]
        do {
            form = try row[1]
            formVersion = try row[2]
            receivedAt = try row[3]
            receipt = try row[4]
            state = CardState(
                place: try Place(status: row[5], held: row[6]), assignee: try row[7],
                version: try row[8])
            dataKey = try row[9]
            title = SealedArrival.SealedBytes(id: try row[10], bytes: try row[11])
        } catch let error as StorageError {
            throw StorageError(.corrupted, "submission \(id): \(error.detail)")
        }
        // The id carries the time and the receipt, and every envelope is bound to the id.
        guard receivedAt.microseconds / 1000 == id.milliseconds else {
            throw StorageError(.corrupted, "the time of submission \(id) is not that of its id")
        }
        guard receipt == ReceiptCode(of: id) else {
            throw StorageError(.corrupted, "the receipt of submission \(id) is another's")
        }
    }

    func card(titles: Answers?) -> Card {
        Card(
            id: id, receipt: receipt, receivedAt: receivedAt, formVersion: formVersion,
            titles: titles, state: state)
    }

    /// The state of one card and its form; nil when there is no such submission.
    static func state(
        of id: SubmissionID, _ connection: Connection
    ) throws -> (form: FormID, state: CardState)? {
        try connection.first(
            "SELECT form, status, held, assignee, version FROM submissions WHERE id = \(id)"
        ) { row in
            (
                form: try row[0],
                state: CardState(
                    place: try Place(status: row[1], held: row[2]), assignee: try row[3],
                    version: try row[4])
            )
        }
    }
}

extension Place {
    /// The place from its two columns, exactly one of which holds something.
    init(status: String?, held: String?) throws {
        switch (status, held) {
        case (.some(let status), nil):
            self = .status(status)
        case (nil, .some(let word)):
            guard let reason = HeldReason(rawValue: word) else {
                throw StorageError(.corrupted, "a submission is held for an unknown reason")
            }
            self = .held(reason)
        default:
            throw StorageError(.corrupted, "a submission is neither held nor in a status")
        }
    }

    /// One text for the history: the status, or `held/` and the reason.
    var stored: String {
        switch self {
        case .status(let id): id
        case .held(let reason): "\(Status.heldID)/\(reason.rawValue)"
        }
    }

    init(stored: String) throws {
        let prefix = "\(Status.heldID)/"
        self =
            stored.utf8.starts(with: prefix.utf8)
            ? try Place(status: nil, held: String(stored.dropFirst(prefix.count)))
            : .status(stored)
    }
}

import Genkan
import Sealing

/// What the board reads of a submission, nothing opened yet.
struct CardRow: Sendable {
    let id: SubmissionID
    let form: FormID
    let formVersion: UInt32
    let receivedAt: Instant
    let receipt: ReceiptCode
    let source: Source
    let state: CardState
    let notes: Int
    let files: Int
    let dataKey: ObjectID
    let title: SealedArrival.SealedBytes

    static let columns: SQL = """
        id, form, form_version, received_at, receipt, source, notes, data_key, title_id, title, files,
        \(CardState.columns)
        """
    /// How many columns there are: what a query adds comes behind them.
    static let width = 11 + CardState.width

    init(_ row: SQLRow) throws {
        id = try row[0]
        do {
            form = try row[1]
            formVersion = try row[2]
            receivedAt = try row[3]
            receipt = try row[4]
            source = try Source(stored: row[5])
            notes = try row[6]
            dataKey = try row[7]
            title = SealedArrival.SealedBytes(id: try row[8], bytes: try row[9])
            files = try row[10]
            state = try CardState(row, from: 11)
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

    func card(titles: Answers?, isUnread: Bool = false) -> Card {
        Card(
            id: id, receipt: receipt, receivedAt: receivedAt, source: source,
            formVersion: formVersion, titles: titles, state: state, notes: notes,
            files: files, isUnread: isUnread)
    }

    /// The state of one card and its form; nil when there is no such submission.
    static func state(
        of id: SubmissionID, _ connection: Connection
    ) throws -> (form: FormID, state: CardState)? {
        try connection.first(
            "SELECT \(CardState.columns), form FROM submissions WHERE id = \(id)"
        ) { row in (form: try row[CardState.width], state: try CardState(row, from: 0)) }
    }
}

extension CardState {
    /// Of a row of `submissions`.
    static let columns: SQL = """
        status, held, assignee, due, version,
        (SELECT group_concat(lower(hex(label)), ',') FROM card_labels
            WHERE card_labels.submission = submissions.id)
        """
    static let width = 6

    /// What stands in ``columns``, the first of which is at `index`.
    init(_ row: SQLRow, from index: Int) throws {
        self.init(
            place: try Place(status: row[index], held: row[index + 1]),
            assignee: try row[index + 2], due: try row[index + 3],
            labels: try Set(LabelList.read(row[index + 5])), version: try row[index + 4])
    }
}

/// Ids of labels in one text.
enum LabelList {
    /// The 32 digits of each with commas between; nil for none.
    static func read(_ text: String?) throws -> [LabelID] {
        try (text ?? "").split(separator: ",").map { digits in
            guard let bytes = Hexadecimal.bytes(String(digits)), let id = LabelID(bytes: bytes)
            else {
                throw StorageError(.corrupted, "a label is named by no id")
            }
            return id
        }
    }

    /// What ``read(_:)`` reads, in the order of the ids; nil for none.
    static func text(_ labels: Set<LabelID>) -> String? {
        labels.isEmpty
            ? nil : labels.sorted().map { Hexadecimal.text($0.bytes) }.joined(separator: ",")
    }
}

extension Source {
    init(stored word: String) throws {
        guard let source = Source(rawValue: word) else {
            throw StorageError(.corrupted, "a submission came in by an unknown way")
        }
        self = source
    }
}

extension Place {
    /// The place from its two columns, exactly one of which holds something.
    init(status: String?, held: String?) throws {
        switch (status, held) {
        case (.some(Status.spamID), nil):
            self = .spam
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

    /// The two columns.
    var columns: (status: String?, held: String?) {
        switch self {
        case .held(let reason): (nil, reason.rawValue)
        case .status(let id): (id, nil)
        case .spam: (Status.spamID, nil)
        }
    }

    /// One text for the history: the status, or `held/` and the reason.
    var stored: String {
        switch self {
        case .held(let reason): "\(Status.heldID)/\(reason.rawValue)"
        case .status, .spam: columnID
        }
    }

    init(stored: String) throws {
        let prefix = "\(Status.heldID)/"
        self =
            stored.utf8.starts(with: prefix.utf8)
            ? try Place(status: nil, held: String(stored.dropFirst(prefix.count)))
            : try Place(status: stored, held: nil)
    }
}

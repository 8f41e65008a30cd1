/// One line of the audit trail: who did what to which form or submission, and when. Nothing in it
/// is personal to a visitor.
public struct AuditEvent: Hashable, Sendable, Identifiable {
    /// The event's own id.
    public let id: AuditEventID
    /// When it happened.
    public let at: Instant
    /// What happened.
    public let kind: AuditKind
    /// Who did it.
    public let actor: AuditActor
    /// The form it concerns.
    public let form: FormID?
    /// The submission it concerns.
    public let submission: SubmissionID?
    /// What more there is to say, each word at most once, in the order of the words' text.
    public let details: [AuditDetail]

    /// Takes the parts; of details with the same word the last stays.
    public init(
        id: AuditEventID, at: Instant, kind: AuditKind, actor: AuditActor, form: FormID? = nil,
        submission: SubmissionID? = nil, details: [AuditDetail] = []
    ) {
        self.id = id
        self.at = at
        self.kind = kind
        self.actor = actor
        self.form = form
        self.submission = submission
        guard details.count > 1 else {
            self.details = details
            return
        }
        let byKey = Dictionary(details.map { ($0.key, $0) }, uniquingKeysWith: { $1 })
        self.details = byKey.values.sorted { $0.key.rawValue < $1.key.rawValue }
    }
}

extension AuditEvent {
    /// The bytes that the hash chain covers, version 1: the version, the id, the time as a
    /// big-endian 64-bit number, the kind, the actor (0 person with its id, 1 command, 2 house,
    /// 3 visitor), form and submission (0, or 1 and the id), the count of details and each with
    /// its word, a tag (0 number, 1 word, 2 id) and the value. Texts and counts as in `Answers`.
    public var canonicalBytes: [UInt8] {
        var writer = CountedWriter()
        writer.bytes.reserveCapacity(192)
        writer.bytes.append(1)
        writer.append(id)
        writer.append(fixed: at.microseconds)
        writer.append(text: kind.rawValue)
        writer.append(actor)
        writer.append(optional: form)
        writer.append(optional: submission)
        writer.append(details)
        return writer.bytes
    }

    /// The details alone, as `canonicalBytes` has them: what the database stores in one column.
    public var detailBytes: [UInt8] {
        var writer = CountedWriter()
        writer.append(details)
        return writer.bytes
    }

    /// Reads what `detailBytes` wrote; nil for anything else.
    public static func details(decoding bytes: [UInt8]) -> [AuditDetail]? {
        var reader = CountedReader(bytes)
        guard let count = reader.count(upTo: AuditDetail.Key.allCases.count) else { return nil }
        var details: [AuditDetail] = []
        for _ in 0..<count {
            guard let detail = reader.detail() else { return nil }
            details.append(detail)
        }
        let words = details.map(\.key.rawValue)
        guard reader.isAtEnd, zip(words, words.dropFirst()).allSatisfy(<) else { return nil }
        return details
    }
}

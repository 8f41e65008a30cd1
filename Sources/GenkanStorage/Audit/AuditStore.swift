public import Genkan

/// The audit trail: who did what, in a chain of hashes that shows what was changed or left out.
public final class AuditStore: Sendable {
    let readers: Readers
    private let writer: Writer
    private let mint: Mint

    init(readers: Readers, writer: Writer, mint: Mint) {
        self.readers = readers
        self.writer = writer
        self.mint = mint
    }

    /// What a walk along the whole chain found.
    public enum Verdict: Hashable, Sendable {
        /// Every row is what it was, and none is missing before the last.
        case intact(count: Int)
        /// The first row, by number, that is not what was written, or is missing.
        case broken(sequence: Int64)
    }

    /// Walks the whole chain in constant memory, a thousand rows at a time.
    public func verify() async throws -> Verdict {
        try await Self.verify(readers)
    }

    static func verify(_ readers: Readers) async throws -> Verdict {
        var head = AuditTrail.Head(sequence: 0, hash: AuditTrail.beginning)
        while true {
            let start = head
            let (next, broken, isLast) = try await readers.read { try walk($0, from: start) }
            head = next
            if let broken { return .broken(sequence: broken) }
            if isLast { return .intact(count: Int(head.sequence)) }
        }
    }

    /// Writes an event that belongs to no other change, such as the start of `serve`.
    public func record(
        _ kind: AuditKind, by actor: AuditActor, form: FormID? = nil,
        submission: SubmissionID? = nil, details: [AuditDetail] = [], now: Instant
    ) async throws {
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: actor, form: form,
            submission: submission, details: details)
        try await writer.write { try AuditTrail.append([event], to: $0) }
    }

    /// The newest events, newest first, at most `limit`.
    public func newest(_ limit: Int) async throws -> [AuditEvent] {
        try await readers.read { connection in
            try connection.all(
                """
                SELECT \(AuditTrail.columns) FROM audit ORDER BY sequence DESC LIMIT \(limit)
                """, AuditTrail.event)
        }
    }

    private static func walk(
        _ connection: Connection, from start: AuditTrail.Head
    ) throws -> (AuditTrail.Head, broken: Int64?, isLast: Bool) {
        let rows = try connection.all(
            """
            SELECT \(AuditTrail.Row.columns) FROM audit WHERE sequence > \(start.sequence)
            ORDER BY sequence LIMIT 1000
            """, AuditTrail.Row.init)
        var head = start
        for row in rows {
            let expected = head.sequence + 1
            guard row.sequence == expected, row.previous == head.hash, row.isGenuine else {
                return (head, expected, true)
            }
            head = AuditTrail.Head(sequence: expected, hash: row.hash)
        }
        return (head, nil, rows.count < 1000)
    }
}

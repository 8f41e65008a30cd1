import Genkan

/// What the audit trail is told of one export.
struct ExportTrail: Sendable {
    /// How an export ended; the words are stored.
    enum Outcome: String {
        case complete
        case cut
    }

    let writer: Writer
    private let mint: Mint
    private let beginning: AuditEvent

    init(
        of form: FormID, by person: PersonID, at now: Instant, writer: Writer, mint: Mint
    ) throws {
        self.writer = writer
        self.mint = mint
        beginning = AuditEvent(
            id: try mint.id(at: now), at: now, kind: .exportBegun, actor: .person(person),
            form: form)
    }

    func begin() async throws {
        try await write([beginning])
    }

    func refused(_ submissions: [SubmissionID?], at now: Instant) async throws {
        guard !submissions.isEmpty else { return }
        try await write(
            submissions.map { try event(.tamperingRefused, at: now, submission: $0) })
    }

    /// - Parameter loss: why it was cut, if that is known.
    func end(
        _ outcome: Outcome, _ count: ExportCount, _ loss: ExportPermit.Loss? = nil,
        at now: Instant
    ) async throws {
        var details: [AuditDetail] = [
            .number(.rows, count.opened), .word(.outcome, outcome.rawValue),
            .id(.begun, beginning.id),
        ]
        if let loss { details.append(.word(.reason, loss.rawValue)) }
        if count.refused > 0 { details.append(.number(.refused, count.refused)) }
        try await write([event(.exportEnded, at: now, details: details)])
    }

    private func event(
        _ kind: AuditKind, at now: Instant, submission: SubmissionID? = nil,
        details: [AuditDetail] = []
    ) throws -> AuditEvent {
        AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: beginning.actor,
            form: beginning.form, submission: submission, details: details)
    }

    private func write(_ events: [AuditEvent]) async throws {
        try await writer.write { try AuditTrail.append(events, to: $0) }
    }
}

/// How many rows an export has lent.
struct ExportCount {
    private(set) var opened = 0
    private(set) var refused = 0

    mutating func add(_ item: ExportItem) {
        switch item {
        case .opened: opened += 1
        case .refused: refused += 1
        }
    }
}

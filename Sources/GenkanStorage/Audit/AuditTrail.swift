import Genkan
import Sealing

/// The chain of audit rows: appended only inside the transaction that does what they tell of.
///
/// hash = SHA-256(previous ‖ sequence, 8 bytes big-endian ‖ the event's canonical bytes); the first
/// row's previous is 32 zero bytes.
enum AuditTrail {
    static let beginning = [UInt8](repeating: 0, count: 32)

    struct Head {
        var sequence: Int64
        var hash: [UInt8]
    }

    static func append(_ events: [AuditEvent], to connection: Connection) throws {
        guard !events.isEmpty else { return }
        var head = try head(connection)
        guard head.sequence < Int64.max - Int64(events.count) else {
            throw StorageError(.corrupted, "audit row \(head.sequence) has a number nobody gave")
        }
        for event in events {
            let previous = head.hash
            head.sequence += 1
            head.hash = try hash(previous, head.sequence, event)
            try connection.run(
                """
                INSERT INTO audit (sequence, id, at, kind, actor_kind, actor, form, submission,
                    details, previous, hash)
                VALUES (\(head.sequence), \(event.id), \(event.at), \(event.kind.rawValue),
                    \(event.actor.number), \(event.actor.person), \(event.form),
                    \(event.submission), \(event.detailBytes), \(previous), \(head.hash))
                """)
        }
    }

    static func head(_ connection: Connection) throws -> Head {
        try connection.first("SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1") {
            Head(sequence: try $0[0], hash: try $0[1])
        } ?? Head(sequence: 0, hash: beginning)
    }

    static func hash(_ previous: [UInt8], _ sequence: Int64, _ event: AuditEvent) throws -> [UInt8]
    {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes += previous
        for shift in stride(from: 56, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: sequence >> shift))
        }
        bytes += event.canonicalBytes
        return try Fingerprint.sha256(bytes.span)
    }

    /// A row as the chain has it, whatever it says.
    struct Row: Sendable {
        static let columns: SQL =
            "\(AuditTrail.columns), previous, hash"

        let sequence: Int64
        /// Nil when it cannot be read.
        let event: AuditEvent?
        let previous: [UInt8]
        let hash: [UInt8]

        init(_ row: SQLRow) throws {
            sequence = try row[0]
            event = try? AuditTrail.event(row)
            previous = try row[9]
            hash = try row[10]
        }

        /// Whether it is what was written under this number.
        var isGenuine: Bool {
            guard let event, let expected = try? AuditTrail.hash(previous, sequence, event)
            else { return false }
            return expected == hash
        }

        func follows(_ older: Row) -> Bool {
            sequence == older.sequence + 1 && previous == older.hash
        }
    }

    /// What ``event(_:)`` reads.
    static let columns: SQL =
        "sequence, id, at, kind, actor_kind, actor, form, submission, details"

    static func event(_ row: SQLRow) throws -> AuditEvent {
        let kindText: String = try row[3]
        let number: Int = try row[4]
        guard let kind = AuditKind(rawValue: kindText),
            let actor = AuditActor(number: number, person: try row[5]),
            let details = AuditEvent.details(decoding: try row[8])
        else {
            throw StorageError(.corrupted, "audit row \(try row[0] as Int64) cannot be read")
        }
        return AuditEvent(
            id: try row[1], at: try row[2], kind: kind, actor: actor, form: try row[6],
            submission: try row[7], details: details)
    }
}

extension AuditActor {
    /// The tag in the database, as in the canonical bytes.
    var number: Int {
        switch self {
        case .person: 0
        case .command: 1
        case .house: 2
        case .visitor: 3
        }
    }

    var person: PersonID? {
        guard case .person(let id) = self else { return nil }
        return id
    }

    init?(number: Int, person: PersonID?) {
        switch (number, person) {
        case (0, .some(let person)): self = .person(person)
        case (1, nil): self = .command
        case (2, nil): self = .house
        case (3, nil): self = .visitor
        default: return nil
        }
    }
}

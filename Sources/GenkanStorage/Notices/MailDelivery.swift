public import Genkan
import Sealing

extension NoticeStore {
    /// How delivery goes.
    public func delivery(now: Instant) async throws -> MailDelivery {
        let roster = roster
        return try await readers.read {
            try MailDelivery.read($0, people: roster.verified($0).staff(), now: now)
        }
    }
}

/// How the delivery of notices goes, as the outbox tells it.
public struct MailDelivery: Hashable, Sendable {
    /// Somebody whose address was refused.
    public struct Refused: Hashable, Sendable {
        /// Who.
        public let person: Person
        /// What was said, and when.
        public let refusal: MailRefusal
    }

    /// How many notices wait.
    public let waiting: Int
    /// Since when there is one that was tried in vain and waits; nil when there is none.
    public let failingSince: Instant?
    /// What went wrong the last time with one that waits, as a word.
    public let problem: String?
    /// How many were given up within the last seven days, but for those of a refused address.
    public let givenUp: Int
    /// Whose addresses were refused, by name.
    public let refused: [Refused]
    /// How many people want to be told of anything.
    public let listeners: Int

    /// Whether there is anything to say about it.
    public var isWell: Bool { failingSince == nil && givenUp == 0 && refused.isEmpty }

    private static let memory = Duration.seconds(7 * 86_400)

    static func read(
        _ connection: Connection, people: [Person], now: Instant
    ) throws -> MailDelivery {
        let (waiting, since) =
            try connection.first(
                """
                SELECT count(*), min(CASE WHEN problem IS NOT NULL THEN made_at END)
                FROM outbox WHERE next_at IS NOT NULL
                """
            ) { (try $0[0] as Int, try $0[1] as Instant?) } ?? (0, nil)
        let problem = try connection.first(
            """
            SELECT problem FROM outbox WHERE next_at IS NOT NULL AND problem IS NOT NULL
            ORDER BY tried_at DESC LIMIT 1
            """
        ) { try $0[0] as String }
        let givenUp = try connection.number(
            """
            SELECT count(*) FROM outbox WHERE given_up_at > \(now.advanced(by: .zero - memory))
                AND problem NOT LIKE 'no-mailbox-%'
            """)
        let listeners = try connection.number(
            "SELECT count(DISTINCT person) FROM notice_choices")
        return MailDelivery(
            waiting: waiting, failingSince: since, problem: problem, givenUp: Int(givenUp ?? 0),
            refused: try refused(connection, among: people), listeners: Int(listeners ?? 0))
    }

    private static func refused(
        _ connection: Connection, among people: [Person]
    ) throws -> [Refused] {
        let rows = try connection.all(
            """
            SELECT person, refused, refused_at FROM profiles
            WHERE mail IS NOT NULL AND refused IS NOT NULL AND refused_at IS NOT NULL
            """
        ) { (try $0[0] as PersonID, MailRefusal(problem: try $0[1], at: try $0[2])) }
        return people.compactMap { person in
            rows.first { $0.0 == person.id }.map { Refused(person: person, refusal: $0.1) }
        }
    }
}

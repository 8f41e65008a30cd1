public import Genkan

extension AuditStore {
    /// How many events a page has, at most.
    public static let mostOnPage = 100
    /// How many rows are looked at for one page.
    private static let mostLookedAt = 5_000
    private static let chunk = 500

    /// The newest events that somebody may see, newest first. Every row that is looked at is held against
    /// its own hash and against the row behind it, whoever may see it.
    public func page(_ query: AuditQuery) async throws -> AuditPage {
        try await readers.read { connection in
            var walk = Walk(query: query)
            while !walk.isOver {
                let rows = try Self.rows(below: walk.below, connection)
                walk.read(rows)
                if rows.count < Self.chunk { walk.reachBeginning() }
            }
            return AuditPage(events: walk.events, older: walk.older, broken: walk.broken)
        }
    }

    private static func rows(
        below number: Int64, _ connection: Connection
    ) throws -> [Row] {
        try connection.all(
            """
            SELECT sequence, id, at, kind, actor_kind, actor, form, submission, details, previous,
                hash
            FROM audit WHERE sequence < \(number) ORDER BY sequence DESC LIMIT \(chunk)
            """
        ) { row in
            Row(
                sequence: try row[0], event: try? AuditTrail.event(row), previous: try row[9],
                hash: try row[10])
        }
    }

    fileprivate struct Row {
        let sequence: Int64
        let event: AuditEvent?
        let previous: [UInt8]
        let hash: [UInt8]

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

    /// The way from the newest row downwards.
    private struct Walk {
        let query: AuditQuery
        private(set) var events: [AuditEvent] = []
        private(set) var broken: [Int64] = []
        private var looked = 0
        private var last: Row?
        private var isAtBeginning = false

        init(query: AuditQuery) { self.query = query }

        var below: Int64 { last?.sequence ?? query.before ?? .max }
        var isOver: Bool {
            isAtBeginning || events.count >= mostOnPage || looked >= mostLookedAt
        }
        /// Below which number the next page begins.
        var older: Int64? { isAtBeginning ? nil : last?.sequence }

        mutating func read(_ rows: [Row]) {
            for row in rows where events.count < mostOnPage {
                looked += 1
                let isInPlace = last.map { $0.follows(row) } ?? true
                if !isInPlace || !row.isGenuine { broken.append(row.sequence) }
                last = row
                if let event = row.event, query.shows(event) { events.append(event) }
            }
        }

        mutating func reachBeginning() { if events.count < mostOnPage { isAtBeginning = true } }
    }
}

/// Which events of the trail somebody asks for, and which they may see.
public struct AuditQuery: Hashable, Sendable {
    /// Who asks; what they did themselves they see in any case.
    public var reader: PersonID
    /// The forms they can open: everything about these is shown.
    public var forms: Set<FormID>
    /// Whether what concerns the house is shown, too, and who can open which form.
    public var seesHouse: Bool
    /// Only what this person did or what was done to them; nil for anybody.
    public var person: PersonID?
    /// Only what concerns this form; nil for all.
    public var form: FormID?
    /// Below which number the page begins; nil for the newest.
    public var before: Int64?

    /// Takes the parts.
    public init(
        reader: PersonID, forms: Set<FormID>, seesHouse: Bool, person: PersonID? = nil,
        form: FormID? = nil, before: Int64? = nil
    ) {
        self.reader = reader
        self.forms = forms
        self.seesHouse = seesHouse
        self.person = person
        self.form = form
        self.before = before
    }

    /// Whether an event is asked for and may be seen.
    public func shows(_ event: AuditEvent) -> Bool { isAskedFor(event) && maySee(event) }

    private func isAskedFor(_ event: AuditEvent) -> Bool {
        if let form, event.form != form { return false }
        guard let person else { return true }
        return event.actor == .person(person)
            || event.details.contains { $0 == .id(.person, person) }
    }

    private func maySee(_ event: AuditEvent) -> Bool {
        if event.actor == .person(reader) { return true }
        guard let form = event.form else { return seesHouse }
        return forms.contains(form) || seesHouse && Self.kindsOfHouse.contains(event.kind)
    }

    /// What concerns a form and tells nothing of what was sent to it.
    private static let kindsOfHouse: Set<AuditKind> = [
        .formAdded, .formChanged, .formRemoved, .formReturned, .formGranted, .formRevoked,
        .grantDeclined, .tamperingRefused,
    ]
}

/// A page of the trail.
public struct AuditPage: Hashable, Sendable {
    /// The events, newest first.
    public let events: [AuditEvent]
    /// Below which number older ones are to be looked for; nil when there are none.
    public let older: Int64?
    /// The numbers of rows that were looked at and are not what was written, or before which one is missing.
    public let broken: [Int64]
}

public import Genkan

extension AuditStore {
    /// How many events a page has, at most.
    public static let mostOnPage = 100
    /// How many rows are looked at for one page.
    private static let mostLookedAt = 5_000
    private static let chunk = 500

    /// The newest events that somebody may see, newest first. Every row that is looked at is held against
    /// its own hash and against the row before it, whoever may see it.
    public func page(_ query: AuditQuery) async throws -> AuditPage {
        try await readers.read { connection in
            var walk = Walk(query: query)
            // What the page before ended with; the first row here must be the one before it.
            if let before = query.before, before < Int64.max,
                let above = try Self.row(atOrAbove: before, connection)
            {
                walk.begin(behind: above, at: before)
            }
            while !walk.isOver {
                let rows = try Self.rows(below: walk.below, connection)
                walk.read(rows)
                if rows.count < Self.chunk { walk.reachBeginning() }
            }
            return AuditPage(entries: walk.entries, older: walk.older, broken: walk.broken)
        }
    }

    private static func row(
        atOrAbove number: Int64, _ connection: Connection
    ) throws -> AuditTrail.Row? {
        try connection.first(
            """
            SELECT \(AuditTrail.Row.columns) FROM audit WHERE sequence >= \(number)
            ORDER BY sequence LIMIT 1
            """, AuditTrail.Row.init)
    }

    private static func rows(
        below number: Int64, _ connection: Connection
    ) throws -> [AuditTrail.Row] {
        try connection.all(
            """
            SELECT \(AuditTrail.Row.columns) FROM audit WHERE sequence < \(number)
            ORDER BY sequence DESC LIMIT \(chunk)
            """, AuditTrail.Row.init)
    }

    /// The way from the newest row downwards.
    private struct Walk {
        let query: AuditQuery
        private(set) var entries: [AuditEntry] = []
        private(set) var broken: [Int64] = []
        private var looked = 0
        private var last: AuditTrail.Row?
        private var isAtBeginning = false

        init(query: AuditQuery) { self.query = query }

        var below: Int64 { min(last?.sequence ?? .max, query.before ?? .max) }
        var isOver: Bool {
            isAtBeginning || entries.count >= mostOnPage || looked >= mostLookedAt
        }
        /// Below which number the next page begins.
        var older: Int64? { isAtBeginning ? nil : last?.sequence }

        mutating func begin(behind row: AuditTrail.Row, at number: Int64) {
            last = row
            if row.sequence != number { add(broken: row.sequence) }
        }

        mutating func read(_ rows: [AuditTrail.Row]) {
            for row in rows where entries.count < mostOnPage {
                looked += 1
                let isGenuine = row.isGenuine
                // Of two that do not fit together the one that is not what was written is to blame.
                if let last, !last.follows(row), isGenuine || last.sequence != row.sequence + 1 {
                    add(broken: last.sequence)
                }
                if !isGenuine { add(broken: row.sequence) }
                last = row
                if row.sequence <= 1 { reachBeginning() }
                guard let event = row.event, query.shows(event) else { continue }
                entries.append(
                    AuditEntry(number: row.sequence, event: event, isGenuine: isGenuine))
            }
        }

        /// There are no rows below the last one; unless the first of all is missing.
        mutating func reachBeginning() {
            guard !isAtBeginning, entries.count < mostOnPage || last?.sequence == 1 else { return }
            isAtBeginning = true
            // A house has at least the event of its foundation.
            if last == nil { add(broken: 1) }
            if let last, last.sequence != 1 || last.previous != AuditTrail.beginning {
                add(broken: last.sequence)
            }
        }

        private mutating func add(broken number: Int64) {
            if broken.last != number { broken.append(number) }
        }
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
    /// What is shown, newest first.
    public let entries: [AuditEntry]
    /// Below which number older ones are to be looked for; nil when there are none.
    public let older: Int64?
    /// The numbers of rows that were looked at and are not what was written, or before which one is missing.
    public let broken: [Int64]
}

/// An event of the trail at its place.
public struct AuditEntry: Hashable, Sendable {
    /// Its number; the first one has 1.
    public let number: Int64
    /// What happened.
    public let event: AuditEvent
    /// Whether its row is what was written.
    public let isGenuine: Bool
}

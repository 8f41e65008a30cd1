import Genkan

/// Who reads a form's cards, and when: what a filter and the mark of an unread card depend on.
struct CardReader: Sendable {
    let person: PersonID
    /// Since when the person can open the form: what came before is not theirs to catch up with.
    let since: Instant
    let form: RegisteredForm
    let now: Instant

    static func read(
        _ person: PersonID, of form: RegisteredForm, now: Instant, _ connection: Connection
    ) throws -> CardReader {
        let since = try connection.first(
            """
            SELECT min(created_at) FROM grants WHERE form = \(form.id) AND person = \(person)
            """
        ) { try $0[0] as Instant? }
        return CardReader(
            person: person, since: since.flatMap(\.self) ?? now, form: form, now: now)
    }

    /// Whether a submission is one to work on: held, or in a status that is not final.
    private var isOpen: SQL {
        "held IS NOT NULL OR status IN (\(SQL.list(form.openStatuses, isSettled: true)))"
    }

    /// The same by the ids of what stands in those columns: of many thousands of submissions only those
    /// are looked at.
    var isAmongOpen: SQL {
        """
        id IN (
            SELECT open.id FROM submissions AS open
            WHERE open.form = \(form.id) AND open.held IS NOT NULL
            UNION ALL
            SELECT open.id FROM submissions AS open
            WHERE open.form = \(form.id) AND open.held IS NULL
                AND open.status IN (\(SQL.list(form.openStatuses, isSettled: true))))
        """
    }

    /// Whether the person has not looked at it yet, or not since a note of somebody else's.
    var isUnread: SQL {
        """
        (\(isOpen)) AND received_at >= \(since) AND NOT EXISTS (
            SELECT 1 FROM seen WHERE seen.person = \(person)
                AND seen.submission = submissions.id
                AND seen.at >= ifnull(submissions.noted_at, 0))
        """
    }

    /// Whether a filter lets a submission of the form through.
    ///
    /// What an index knows by the ids alone is asked of it once, and before any row is looked at. The
    /// plus keeps that from being what the rows are sought by: their order is worth more.
    func condition(_ filter: BoardFilter) -> SQL {
        var conditions: [SQL] = []
        if let column = column(filter.columns) { conditions.append(column) }
        switch filter.assignee {
        case nil: break
        case .me: conditions.append(isAssigned(to: person))
        case .person(let other): conditions.append(isAssigned(to: other))
        case .nobody: conditions.append("assignee IS NULL")
        }
        for label in filter.labels.sorted() {
            conditions.append(
                """
                +id IN (SELECT submission FROM card_labels WHERE label = \(label))
                """)
        }
        if let due = filter.due.flatMap(condition) { conditions.append(due) }
        if filter.isUnread { conditions.append("+\(isAmongOpen) AND \(isUnread)") }
        if filter.isOverdue { conditions.append(isOverdue) }
        if filter.isMentioned { conditions.append(isMentioned) }
        conditions += period(filter)
        for (field, value) in filter.answers.sorted(by: { $0.key < $1.key }) {
            conditions.append(
                """
                id IN (SELECT submission FROM clear_answers
                    WHERE field = \(field) AND value = \(value))
                """)
        }
        return .all(of: conditions)
    }

    private func isAssigned(to person: PersonID) -> SQL {
        """
        +id IN (SELECT own.id FROM submissions AS own
            WHERE own.form = \(form.id) AND own.assignee = \(person))
        """
    }

    private func column(_ columns: Set<String>) -> SQL? {
        guard !columns.isEmpty else { return nil }
        let statuses = columns.subtracting([Status.heldID]).sorted()
        let isThere: SQL = "held IS NULL AND status IN (\(SQL.list(statuses)))"
        return columns.contains(Status.heldID) ? "held IS NOT NULL OR \(isThere)" : isThere
    }

    private func condition(_ due: BoardFilter.Due) -> SQL? {
        guard let today = form.form.zone.day(of: now) else { return nil }
        let week = today.advanced(by: 7) ?? today
        switch due {
        case .past: return "due < \(today) AND +\(isAmongOpen)"
        case .today: return "due <= \(today) AND +\(isAmongOpen)"
        case .week: return "due <= \(week) AND +\(isAmongOpen)"
        case .any: return "due IS NOT NULL"
        case .none: return "due IS NULL"
        }
    }

    /// Whether its day is over, or it has waited longer than the form promises.
    private var isOverdue: SQL {
        var reasons: [SQL] = []
        if let today = form.form.zone.day(of: now) { reasons.append("due < \(today)") }
        if let target = form.form.answerWithin {
            reasons.append("received_at <= \(now.advanced(by: .zero - target))")
        }
        let either = reasons.dropFirst().reduce(reasons.first ?? "0") { "\($0) OR \($1)" }
        return "+\(isAmongOpen) AND (\(either))"
    }

    private var isMentioned: SQL {
        """
        id IN (
            SELECT notes.submission FROM note_mentions
            JOIN notes ON notes.id = note_mentions.note
            WHERE note_mentions.person = \(person)
                AND notes.at > ifnull((SELECT at FROM seen WHERE seen.person = \(person)
                    AND seen.submission = notes.submission), 0))
        """
    }

    private func period(_ filter: BoardFilter) -> [SQL] {
        let zone = form.form.zone
        var conditions: [SQL] = []
        if let from = filter.from { conditions.append("received_at >= \(zone.start(of: from))") }
        if let end = filter.to?.advanced(by: 1) {
            conditions.append("received_at < \(zone.start(of: end))")
        }
        return conditions
    }
}

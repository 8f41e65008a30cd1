public import Genkan
import Sealing
import Synchronization

extension NoticeStore {
    /// What became late longer ago is no news any more.
    private static let window = Duration.seconds(30 * 86_400)

    /// Has everybody told who wants to be, and is not yet, of submissions that wait longer than their
    /// forms promise. Only what became late after somebody asked for it counts.
    ///
    /// - Returns: how many notices were added; ``mostAtOnce`` when there may be more.
    @discardableResult
    public func announceLate(now: Instant) async throws -> Int {
        try await announceLate(now: now, most: Self.mostAtOnce)
    }

    func announceLate(now: Instant, most: Int) async throws -> Int {
        let house = roster.house
        let late = try await readers.read { connection in
            let forms = try connection.all(
                "SELECT DISTINCT form FROM notice_choices WHERE kind = 'late'"
            ) { try $0[0] as FormID }
            var late: [LateRow] = []
            for id in forms {
                // One that was tampered with keeps the others from nothing.
                guard let form = try? FormRow.newest(id, connection, house: house).form else {
                    continue
                }
                late += try LateRow.read(
                    of: id, form, since: now.advanced(by: .zero - Self.window), now: now,
                    most: most - late.count, connection)
            }
            return late
        }
        guard !late.isEmpty else { return 0 }
        return try await writer.write { connection in
            try late.reduce(0) { try $0 + $1.insert(connection, now: now) }
        }
    }

    /// Gives up what was tried for longer than ``RetrySchedule/patience``; nothing while the clock is
    /// not trusted.
    ///
    /// - Returns: how many notices were given up.
    @discardableResult
    public func giveUp(now: Instant) async throws -> Int {
        guard watch.withLock({ $0.isTrusted(now) }) else { return 0 }
        let before = now.advanced(by: .zero - RetrySchedule.patience)
        let old = try await readers.read { connection in
            try connection.all(
                """
                SELECT person, form, kind FROM outbox
                WHERE next_at IS NOT NULL AND made_at <= \(before)
                GROUP BY person, form, kind LIMIT 1000
                """
            ) { row in
                NoticeKey(
                    person: try row[0], form: try row[1], kind: try NoticeKind(stored: row[2]))
            }
        }
        var count = 0
        for key in old {
            count += try await update(
                """
                given_up_at = \(now), next_at = NULL, message = NULL,
                problem = ifnull(problem, 'expired')
                """, where: "\(key.rows) AND made_at <= \(before)")
        }
        return count
    }
}

/// A submission that waits longer than its form promises, and somebody who does not know yet.
private struct LateRow: Sendable {
    let submission: SubmissionID
    let person: PersonID
    let form: FormID

    static func read(
        of id: FormID, _ form: Form, since begin: Instant, now: Instant, most: Int,
        _ connection: Connection
    ) throws -> [LateRow] {
        guard let target = form.answerWithin else { return [] }
        let latest = now.advanced(by: .zero - target)
        let microseconds = now.microseconds - latest.microseconds
        let open = try form.openStatuses + FormerStatuses.read(of: id, form, connection)
        let places: [SQL] = [
            "held IS NULL AND status IN (\(SQL.list(open, isSettled: true)))",
            "held IS NOT NULL",
        ]
        var rows: [LateRow] = []
        for place in places where rows.count < most {
            rows += try connection.all(
                """
                SELECT submissions.id, choice.person
                FROM notice_choices AS choice CROSS JOIN submissions
                WHERE choice.form = \(id) AND choice.kind = 'late'
                    AND submissions.form = \(id) AND \(place)
                    AND received_at > max(choice.since, \(begin)) - \(microseconds)
                    AND received_at <= \(latest)
                    AND NOT EXISTS (SELECT 1 FROM outbox
                        WHERE outbox.submission = submissions.id
                            AND outbox.person = choice.person AND outbox.kind = 'late')
                LIMIT \(most - rows.count)
                """
            ) { LateRow(submission: try $0[0], person: try $0[1], form: id) }
        }
        return rows
    }

    func insert(_ connection: Connection, now: Instant) throws -> Int {
        // The submission may have gone meanwhile.
        try connection.run(
            """
            INSERT INTO outbox (submission, person, kind, form, made_at, next_at)
            SELECT id, \(person), 'late', \(form), \(now), \(now) FROM submissions
            WHERE id = \(submission)
            ON CONFLICT (submission, person, kind) DO NOTHING
            """)
    }
}

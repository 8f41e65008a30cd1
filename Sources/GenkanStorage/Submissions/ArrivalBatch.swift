import Genkan
import Sealing

/// Writes the rows of one batch inside its transaction, each with its own outcome.
struct ArrivalBatch {
    /// How long a retry is recognised: seven days.
    static let retryLifetime = Duration.seconds(7 * 24 * 3600)

    let connection: Connection
    let recent: RecentAnswers
    private var keys: [DataKeyRecord: Bool] = [:]
    private var fresh: [[UInt8]: ReceiptCode] = [:]
    private var events: [AuditEvent] = []

    init(connection: Connection, recent: RecentAnswers) {
        self.connection = connection
        self.recent = recent
    }

    /// One outcome for each row, in order; the audit events of the stored ones go last, so that
    /// the chain is walked once.
    static func write(
        _ rows: [SealedArrival], _ connection: Connection, recent: RecentAnswers
    ) throws -> [ArrivalOutcome] {
        var batch = ArrivalBatch(connection: connection, recent: recent)
        let outcomes = try rows.map { try batch.write($0) }
        try AuditTrail.append(batch.events, to: connection)
        return outcomes
    }

    private mutating func write(_ row: SealedArrival) throws -> ArrivalOutcome {
        guard try isCurrent(row.dataKey) else { return .keyGone }
        if let earlier = try earlier(row) { return earlier }
        do {
            let outcome = try connection.savepoint { try insert(row) }
            guard outcome == .stored else { return outcome }
        } catch  where Engine.isConstraint(error) {
            return .failed
        } catch let undone as Undone {
            return undone.outcome
        }
        if let code = row.recognition { fresh[code] = row.receipt }
        events.append(row.event)
        return .stored
    }

    /// The row as it was committed, under the form key of today.
    private mutating func isCurrent(_ key: DataKeyRecord) throws -> Bool {
        if let known = keys[key] { return known }
        let isCurrent = try connection.exists(
            """
            SELECT 1 FROM data_keys WHERE id = \(key.id) AND sealed = \(key.sealed)
                AND signature = \(key.signature) AND generation =
                    (SELECT max(generation) FROM form_keys WHERE form = data_keys.form)
            """)
        keys[key] = isCurrent
        return isCurrent
    }

    private func earlier(_ row: SealedArrival) throws -> ArrivalOutcome? {
        if let retry = row.retry {
            return try Self.earlier(retry, of: row.form, at: row.receivedAt, connection)
        }
        guard let code = row.recognition else { return nil }
        let receipt = fresh[code] ?? recent.receipt(for: code, at: row.receivedAt)
        return receipt.map { .repeated($0) }
    }

    /// What came of the same key before: `.repeated`, `.conflict`, or nil for none.
    static func earlier(
        _ retry: RetryDigest, of form: FormID, at now: Instant, _ connection: Connection
    ) throws -> ArrivalOutcome? {
        try connection.first(
            """
            SELECT answers_code, receipt FROM retries
            WHERE form = \(form) AND fingerprint = \(retry.token) AND expires_at > \(now)
            """
        ) { earlier in
            try earlier[0] == retry.answers ? .repeated(try earlier[1]) : .conflict
        }
    }

    /// Leaves the savepoint with an outcome, so that what the row wrote is undone.
    private struct Undone: Error {
        let outcome: ArrivalOutcome
    }

    private func insert(_ row: SealedArrival) throws -> ArrivalOutcome {
        if let mark = row.mark {
            let inserted = try connection.run(
                """
                INSERT INTO captcha_marks (mark, expires_at) VALUES (\(mark.bytes), \(mark.expires))
                ON CONFLICT DO NOTHING
                """)
            guard inserted == 1 else { return .captchaReplayed }
        }
        guard try insertSubmission(row) == 1 else { throw Undone(outcome: .receiptTaken) }
        for answer in row.clearAnswers {
            for (position, value) in answer.values.enumerated() {
                try connection.run(
                    """
                    INSERT INTO clear_answers (submission, field, position, value)
                    VALUES (\(row.id), \(answer.field), \(position), \(value))
                    """)
            }
        }
        if let retry = row.retry { try insert(retry, of: row) }
        return .stored
    }

    private func insertSubmission(_ row: SealedArrival) throws -> Int {
        try connection.run(
            """
            INSERT INTO submissions (id, form, form_version, received_at, receipt, status, held,
                version, padded_size, data_key, title_id, title, answers_id, answers)
            VALUES (\(row.id), \(row.form), \(row.formVersion), \(row.receivedAt), \(row.receipt),
                \(row.held == nil ? row.firstStatus : nil), \(row.held?.rawValue), 1,
                \(row.title.bytes.count + row.answers.bytes.count), \(row.dataKey.id),
                \(row.title.id), \(row.title.bytes), \(row.answers.id), \(row.answers.bytes))
            ON CONFLICT (receipt) DO NOTHING
            """)
    }

    private func insert(_ retry: RetryDigest, of row: SealedArrival) throws {
        let expires = row.receivedAt.advanced(by: Self.retryLifetime)
        try connection.run(
            """
            INSERT INTO retries (form, fingerprint, answers_code, receipt, expires_at)
            VALUES (\(row.form), \(retry.token), \(retry.answers), \(row.receipt),
                \(expires))
            ON CONFLICT (form, fingerprint) DO UPDATE SET answers_code = excluded.answers_code,
                receipt = excluded.receipt, expires_at = excluded.expires_at
            """)
    }
}

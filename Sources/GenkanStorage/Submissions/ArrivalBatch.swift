import Genkan
import Sealing

/// Writes the rows of one batch inside its transaction, each with its own outcome.
///
/// Rows are written straight on, for a savepoint each would cost as much as the row. When one of
/// them violates a rule of the schema, which no visitor can bring about, the transaction starts over
/// and every row gets a savepoint of its own.
struct ArrivalBatch {
    /// How long a retry is recognised: seven days.
    static let retryLifetime = Duration.seconds(7 * 24 * 3600)

    let connection: Connection
    let recent: RecentAnswers
    private let undoesRows: Bool
    private var keys: [ObjectID: Bool] = [:]
    private var fresh: [[UInt8]: ReceiptCode] = [:]
    private var events: [AuditEvent] = []

    private init(connection: Connection, recent: RecentAnswers, undoesRows: Bool) {
        self.connection = connection
        self.recent = recent
        self.undoesRows = undoesRows
    }

    /// One outcome for each row, in order; the audit events of the stored ones go last, so that
    /// the chain is walked once. The transaction must have written nothing before.
    static func write(
        _ rows: [SealedArrival], _ connection: Connection, recent: RecentAnswers
    ) throws -> [ArrivalOutcome] {
        do {
            return try write(rows, connection, recent: recent, undoesRows: false)
        } catch is Undone {
            try connection.startOver()
            return try write(rows, connection, recent: recent, undoesRows: true)
        }
    }

    private static func write(
        _ rows: [SealedArrival], _ connection: Connection, recent: RecentAnswers, undoesRows: Bool
    ) throws -> [ArrivalOutcome] {
        var batch = ArrivalBatch(connection: connection, recent: recent, undoesRows: undoesRows)
        let outcomes = try rows.map { try batch.write($0) }
        try AuditTrail.append(batch.events, to: connection)
        return outcomes
    }

    private mutating func write(_ row: SealedArrival) throws -> ArrivalOutcome {
        guard try isCurrent(row.dataKey.record) else { return .keyGone }
        if let receipt = recentReceipt(row) { return .repeated(receipt) }
        let outcome = try undoesRows ? insertOrUndo(row) : insert(row)
        guard outcome == .stored else { return outcome }
        if let code = row.recognition { fresh[code] = row.receipt }
        events.append(row.event)
        return .stored
    }

    /// The row as it was committed, under the form key of today.
    private mutating func isCurrent(_ key: DataKeyRecord) throws -> Bool {
        if let known = keys[key.id] { return known }
        let isCurrent = try connection.exists(
            """
            SELECT 1 FROM data_keys WHERE id = \(key.id) AND sealed = \(key.sealed)
                AND signature = \(key.signature) AND generation =
                    (SELECT max(generation) FROM form_keys WHERE form = data_keys.form)
            """)
        keys[key.id] = isCurrent
        return isCurrent
    }

    /// The receipt of the same answers a moment ago, for a form whose submissions have no key.
    private func recentReceipt(_ row: SealedArrival) -> ReceiptCode? {
        guard let code = row.recognition else { return nil }
        return fresh[code] ?? recent.receipt(for: code, at: row.receivedAt)
    }

    /// A row that cannot stay: what it wrote must be undone.
    private struct Undone: Error {
        let outcome: ArrivalOutcome
    }

    private func insertOrUndo(_ row: SealedArrival) throws -> ArrivalOutcome {
        do {
            return try connection.savepoint { try insert(row) }
        } catch let undone as Undone {
            return undone.outcome
        }
    }

    private func insert(_ row: SealedArrival) throws -> ArrivalOutcome {
        do {
            return try insertAll(of: row)
        } catch  where Engine.isConstraint(error) {
            throw Undone(outcome: .failed)
        }
    }

    /// Every row of every table. The mark comes first, for a replay must cost next to nothing; a
    /// submission that is there already gives its mark back.
    private func insertAll(of row: SealedArrival) throws -> ArrivalOutcome {
        if let mark = row.mark, try insert(mark) == 0 {
            // Spent by the first attempt of a retry, or by something else.
            switch try earlier(row) {
            case .repeated(let receipt): return .repeated(receipt)
            case .conflict: return .conflict
            default: return .captchaReplayed
            }
        }
        guard try insertSubmission(row) == 1 else {
            if let mark = row.mark { try remove(mark) }
            return try earlier(row) ?? .failed
        }
        for answer in row.clearAnswers {
            for (position, value) in answer.values.enumerated() {
                try connection.run(
                    """
                    INSERT INTO clear_answers (submission, field, position, value)
                    VALUES (\(row.id), \(answer.field), \(position), \(value))
                    """)
            }
        }
        if let code = row.answersCode {
            try connection.run(
                "INSERT INTO retries (submission, answers_code) VALUES (\(row.id), \(code))")
        }
        return .stored
    }

    /// No row when the receipt is given already, be it for a retry.
    private func insertSubmission(_ row: SealedArrival) throws -> Int {
        try connection.run(
            """
            INSERT INTO submissions (id, form, form_version, received_at, receipt, status, held,
                version, padded_size, data_key, title_id, title, answers_id, answers)
            VALUES (\(row.id), \(row.form.id), \(row.form.version), \(row.receivedAt), \(row.receipt),
                \(row.held == nil ? row.form.form.firstStatus : nil), \(row.held?.rawValue), 1,
                \(row.title.bytes.count + row.answers.bytes.count), \(row.dataKey.key.id),
                \(row.title.id), \(row.title.bytes), \(row.answers.id), \(row.answers.bytes))
            ON CONFLICT DO NOTHING
            """)
    }

    private func earlier(_ row: SealedArrival) throws -> ArrivalOutcome? {
        try Self.earlier(row.id, answers: row.answersCode, at: row.receivedAt, connection)
    }

    private func remove(_ mark: CaptchaMark) throws {
        try connection.run(
            """
            DELETE FROM captcha_marks WHERE expires_at = \(mark.expires) AND mark = \(mark.bytes)
            """)
    }

    private func insert(_ mark: CaptchaMark) throws -> Int {
        try connection.run(
            """
            INSERT INTO captcha_marks (expires_at, mark) VALUES (\(mark.expires), \(mark.bytes))
            ON CONFLICT DO NOTHING
            """)
    }
}

extension ArrivalBatch {
    /// What came before of the receipt that belongs to this id: nil for nothing, `.repeated` or
    /// `.conflict` for a retry within seven days, `.receiptTaken` for anything else.
    static func earlier(
        _ id: SubmissionID, answers: [UInt8]?, at now: Instant, _ connection: Connection
    ) throws -> ArrivalOutcome? {
        let receipt = ReceiptCode(of: id)
        return try connection.first(
            """
            SELECT id, answers_code FROM submissions
            LEFT JOIN retries ON submission = id WHERE receipt = \(receipt)
            """
        ) { row in
            let earlier: SubmissionID = try row[0]
            let begun = Instant(microseconds: earlier.milliseconds * 1000)
            guard let answers, let code: [UInt8] = try row[1], earlier.isOfSameRandomness(as: id),
                now < begun.advanced(by: retryLifetime)
            else { return .receiptTaken }
            return code == answers ? .repeated(receipt) : .conflict
        }
    }
}

import Genkan
import Sealing

/// Writes the rows of one batch inside its transaction, each with its own outcome.
///
/// Rows are written straight on, for a savepoint each would cost as much as the row. When one of
/// them violates a rule of the schema, which no visitor can bring about, the transaction starts over
/// and every row gets a savepoint of its own.
struct ArrivalBatch {
    private let connection: Connection
    private let memory: ArrivalMemory
    private let undoesRows: Bool
    private var room: FileRoom
    private var keys: [ObjectID: Bool] = [:]
    /// Whether anybody wants to be told of what arrives at a form; empty where nobody is told anything.
    private var awaited: [FormID: Bool]?
    /// What this batch adds to the memory, if it is committed.
    private var ids: [UInt64: SubmissionID] = [:]
    private var marks: Set<CaptchaMark> = []
    private var answers: [[UInt8]: Receipt] = [:]
    private var events: [AuditEvent] = []

    private init(
        connection: Connection, memory: ArrivalMemory, room: FileRoom, undoesRows: Bool,
        announces: Bool
    ) {
        self.connection = connection
        self.memory = memory
        self.room = room
        self.undoesRows = undoesRows
        awaited = announces ? [:] : nil
    }

    /// One outcome for each row, in order; the audit events of the stored ones go last, so that
    /// the chain is walked once. The transaction must have written nothing before.
    ///
    /// - Parameters:
    ///   - room: what the disk has left for files; a row whose files do not fit is not stored.
    ///   - announces: whether who asked for it is to be told of what arrives.
    static func write(
        _ rows: [SealedArrival], _ connection: Connection, memory: ArrivalMemory, room: FileRoom,
        announces: Bool
    ) throws -> [ArrivalOutcome] {
        if let first = rows.first { try memory.load(from: connection, now: first.receivedAt) }
        func attempt(undoesRows: Bool) throws -> [ArrivalOutcome] {
            var batch = ArrivalBatch(
                connection: connection, memory: memory, room: room, undoesRows: undoesRows,
                announces: announces)
            let outcomes = try rows.map { try batch.write($0) }
            try AuditTrail.append(batch.events, to: connection)
            return outcomes
        }
        do {
            return try attempt(undoesRows: false)
        } catch is Undone {
            try connection.startOver()
            return try attempt(undoesRows: true)
        }
    }

    private mutating func write(_ row: SealedArrival) throws -> ArrivalOutcome {
        guard try isCurrent(row.dataKey.record) else { return .keyGone }
        if let receipt = recentReceipt(row) { return .repeated(receipt) }
        let outcome = try undoesRows ? insertOrUndo(row) : insert(row)
        guard outcome == .stored else { return outcome }
        if row.answersCode != nil { ids[row.id.randomBits] = row.id }
        if let mark = row.mark { marks.insert(mark) }
        if let code = row.recognition { answers[code] = row.receipt }
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
    private func recentReceipt(_ row: SealedArrival) -> Receipt? {
        guard let code = row.recognition else { return nil }
        return answers[code] ?? memory.receipt(forRecognition: code, at: row.receivedAt)
    }

    /// A row that cannot stay: what it wrote must be undone.
    private struct Undone: Error {
        let outcome: ArrivalOutcome
    }

    private mutating func insertOrUndo(_ row: SealedArrival) throws -> ArrivalOutcome {
        do {
            return try connection.savepoint { try insert(row) }
        } catch let undone as Undone {
            return undone.outcome
        }
    }

    private mutating func insert(_ row: SealedArrival) throws -> ArrivalOutcome {
        do {
            return try insertAll(of: row)
        } catch  where Engine.isConstraint(error) {
            throw Undone(outcome: .failed)
        }
    }

    /// Every row of every table, unless the submission or its token came before.
    private mutating func insertAll(of row: SealedArrival) throws -> ArrivalOutcome {
        if let retried = try retried(row) { return retried }
        guard !isReplay(row) else { return .captchaReplayed }
        guard row.files.isEmpty || room.take(row.fileBytes) else { return .noRoom }
        try insertSubmission(row)
        try announce(row)
        if row.source != .web { try insertSource(of: row) }
        try FileRow.insert(row.files, of: row.id, connection)
        for answer in row.clearAnswers {
            for (position, value) in answer.values.enumerated() {
                try connection.run(
                    """
                    INSERT INTO clear_answers (submission, field, position, value)
                    VALUES (\(row.id), \(answer.field), \(position), \(value))
                    """)
            }
        }
        return .stored
    }

    private func insertSubmission(_ row: SealedArrival) throws {
        try connection.run(
            """
            INSERT INTO submissions (id, form, form_version, received_at, receipt, status, held,
                version, padded_size, data_key, title_id, title, answers_id, answers,
                answers_code, captcha_mark)
            VALUES (\(row.id), \(row.form.id), \(row.form.version), \(row.receivedAt), \(row.receipt.code),
                \(row.held == nil ? row.form.form.firstStatus : nil), \(row.held?.rawValue), 1,
                \(row.title.bytes.count + row.answers.bytes.count), \(row.dataKey.key.id),
                \(row.title.id), \(row.title.bytes), \(row.answers.id), \(row.answers.bytes),
                \(row.answersCode), \(row.mark))
            """)
    }

    /// A row says by itself that it came by the form: what thousands a second are spared.
    private func insertSource(of row: SealedArrival) throws {
        try connection.run(
            "UPDATE submissions SET source = \(row.source.rawValue) WHERE id = \(row.id)")
    }

    /// Looks once in a batch whether anybody wants to know, so that nobody costs a row next to nothing.
    private mutating func announce(_ row: SealedArrival) throws {
        guard let known = awaited else { return }
        let form = row.form.id
        let isAwaited = try known[form] ?? NoticeRows.isAwaited(form, connection)
        awaited?[form] = isAwaited
        guard isAwaited else { return }
        try NoticeRows.announce(
            row.id, of: form, at: row.receivedAt, notTo: row.writer, connection)
    }

    private func isReplay(_ row: SealedArrival) -> Bool {
        row.mark.map { marks.contains($0) || memory.isSpent($0) } ?? false
    }

    private func retried(_ row: SealedArrival) throws -> ArrivalOutcome? {
        guard let answers = row.answersCode,
            let id = ids[row.id.randomBits] ?? memory.id(ofSameRandomness: row.id)
        else { return nil }
        return try EarlierRow(id, connection)?.outcome(
            of: answers, at: row.receivedAt, connection)
    }
}

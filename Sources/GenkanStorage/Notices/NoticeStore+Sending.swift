public import Genkan

extension NoticeStore {
    /// Of how many submissions one mail tells at most.
    static let mostInMail = 20_000

    /// Takes what is due under a key into one mail; nil when nothing is, or nobody may know it: then
    /// it is forgotten together with the wish.
    ///
    /// The mail has its name before it is sent. If nothing is heard of it, as after a kill, it is taken
    /// again under the same name, with the same submissions.
    ///
    /// - Throws: when the roster or the form is not what was signed; it waits then.
    public func claim(_ key: NoticeKey, now: Instant) async throws -> DueNotice? {
        let roster = roster
        let found = try await readers.read {
            try NoticeRecipient.read(key, roster: roster, $0)
        }
        guard let recipient = found else {
            try await forget(key)
            return nil
        }
        if key.kind == .late { try await settleAnswered(key, recipient.form) }
        guard let message = try await name(key, now: now) else { return nil }
        let (count, tries) = try await readers.read { connection in
            try connection.first(
                """
                SELECT count(*), ifnull(max(tries), 0) FROM outbox
                WHERE \(key.rows) AND message = \(message)
                """
            ) { (try $0[0] as Int, try $0[1] as Int) } ?? (0, 0)
        }
        return DueNotice(
            key: key, message: message, address: recipient.address, language: recipient.language,
            form: recipient.form, count: count, tries: tries)
    }

    /// Writes down what became of a mail.
    public func settle(
        _ notice: DueNotice, _ outcome: NoticeOutcome, now: Instant
    ) async throws {
        let change: SQL
        switch outcome {
        case .sent:
            change = """
                sent_at = \(now), next_at = NULL, problem = NULL,
                tried_at = \(now), tries = tries + 1
                """
        case .refused(let problem):
            change = """
                given_up_at = \(now), next_at = NULL, problem = \(problem), message = NULL,
                tried_at = \(now), tries = tries + 1
                """
        case .failed(let problem, let next):
            change = """
                next_at = \(next), problem = \(problem), message = NULL,
                tried_at = \(now), tries = tries + 1
                """
        case .unsure(let problem, let next):
            change = """
                next_at = \(next), problem = \(problem), tried_at = \(now), tries = tries + 1
                """
        case .released:
            change = "message = NULL"
        }
        let isMail: SQL = "\(notice.key.rows) AND message = \(notice.message)"
        // A row that stays as it is in all that is asked for is known by its time to be done.
        let rows: SQL =
            if case .unsure = outcome { "\(isMail) AND tried_at IS NOT \(now)" } else { isMail }
        try await update(change, where: rows) { connection in
            switch outcome {
            case .sent: try notice.noteRefusal(nil, at: nil, connection)
            case .refused(let problem): try notice.noteRefusal(problem, at: now, connection)
            case .failed, .unsure, .released: break
            }
        }
    }

    /// The name of the mail that what is due goes into: that of one that nothing was heard of, or a new
    /// one; nil when nothing is due.
    private func name(_ key: NoticeKey, now: Instant) async throws -> [UInt8]? {
        let due = key.dueRows(now)
        let known = try await readers.read { connection in
            try connection.first(
                "SELECT message FROM outbox WHERE \(due) AND message IS NOT NULL LIMIT 1"
            ) { try $0[0] as [UInt8] }
        }
        if let known { return known }
        let message = try mint.bytes(16)
        let count = try await update(
            "message = \(message)", where: "\(due) AND message IS NULL", most: Self.mostInMail)
        return count > 0 ? message : nil
    }

    /// What was answered meanwhile needs nobody.
    private func settleAnswered(_ key: NoticeKey, _ form: Form) async throws {
        let done = form.statuses.filter(\.isFinal).map(\.id) + [Status.spamID]
        let answered: SQL = """
            \(key.rows) AND message IS NULL AND NOT EXISTS (
                SELECT 1 FROM submissions WHERE submissions.id = outbox.submission
                    AND (held IS NOT NULL OR status NOT IN (\(SQL.list(done, isSettled: true)))))
            """
        try await remove(where: answered)
    }

    private func forget(_ key: NoticeKey) async throws {
        try await writer.write { connection in
            try connection.run(
                """
                DELETE FROM notice_choices WHERE form = \(key.form) AND kind = \(key.kind)
                    AND person = \(key.person)
                """)
        }
        try await remove(where: key.rows)
    }
}

extension DueNotice {
    /// Remembers at the person that the address is of no use, or that it is.
    fileprivate func noteRefusal(
        _ problem: String?, at now: Instant?, _ connection: Connection
    ) throws {
        try connection.run(
            """
            UPDATE profiles SET refused = \(problem), refused_at = \(now)
            WHERE person = \(key.person) AND mail = \(address.text)
                AND refused_at IS NOT \(now)
            """)
    }
}

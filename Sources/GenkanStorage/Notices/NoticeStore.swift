public import Genkan
import Sealing
import Synchronization

/// Being told by mail: who wants to hear of what, and the outbox of what is still to be told.
///
/// What is to be told stands in the transaction that it tells of, so that it is lost with nothing and
/// told of nothing that was lost. Whoever sends reads by a connection of its own; its writes are short and
/// stand in the line of the one writer like everybody's.
public final class NoticeStore: Sendable {
    let writer: Writer
    let readers: Readers
    let roster: RosterBook
    let mint: Mint
    /// The tests' way not to wait until the clock is trusted.
    let watch = Mutex(ClockWatch())

    init(writer: Writer, roster: RosterBook, mint: Mint) throws {
        self.writer = writer
        readers = try Readers(path: writer.path, count: 1)
        self.roster = roster
        self.mint = mint
    }

    /// How many rows one transaction changes: nobody waits long for it.
    static let mostAtOnce = 500

    /// Everything that waits, by person, form and reason, the longest due first.
    public func waiting(now: Instant) async throws -> [WaitingNotice] {
        try await readers.read { connection in
            let found = try connection.all(
                """
                SELECT person, form, kind, min(next_at) AS due,
                    (SELECT refused_at FROM profiles WHERE profiles.person = outbox.person)
                FROM outbox WHERE next_at IS NOT NULL
                GROUP BY person, form, kind ORDER BY due LIMIT 1000
                """
            ) { row in
                WaitingNotice(
                    key: NoticeKey(
                        person: try row[0], form: try row[1], kind: try NoticeKind(stored: row[2])),
                    due: Self.due(try row[3], refused: try row[4], now: now))
            }
            return found.sorted { $0.due < $1.due }
        }
    }

    /// An address that was refused is tried once an hour. A time that lies further ahead than anything is
    /// put off comes of a clock that was ahead.
    private static func due(_ next: Instant, refused: Instant?, now: Instant) -> Instant {
        let hour = now.advanced(by: RetrySchedule.longest)
        let own = next > hour ? now : next
        guard let refused, refused <= now else { return own }
        return max(own, refused.advanced(by: RetrySchedule.longest))
    }

    func close() throws { try readers.close() }
}

extension NoticeKind {
    init(stored word: String) throws {
        guard let kind = NoticeKind(rawValue: word) else {
            throw StorageError(.corrupted, "somebody is to be told something unknown")
        }
        self = kind
    }
}

extension NoticeKind: SQLConvertible {
    var sqlValue: SQLValue { rawValue.sqlValue }
}

extension NoticeKey {
    /// The rows that wait to be told under this key.
    var rows: SQL {
        "person = \(person) AND form = \(form) AND kind = \(kind) AND next_at IS NOT NULL"
    }

    /// Those of them that are due.
    func dueRows(_ now: Instant) -> SQL {
        let hour = now.advanced(by: RetrySchedule.longest)
        return "\(rows) AND (next_at <= \(now) OR next_at > \(hour))"
    }
}

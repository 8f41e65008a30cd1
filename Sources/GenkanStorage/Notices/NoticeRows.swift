import Genkan
import Sealing

/// The rows of the outbox as whoever stores a submission, or takes a form away, sees them.
enum NoticeRows {
    /// How long a row is kept after all is said: as long as it keeps the same from being told twice.
    private static let memory = Duration.seconds(60 * 86_400)
    private static let most = 500

    /// Whether anybody wants to be told of what arrives at a form.
    static func isAwaited(_ form: FormID, _ connection: Connection) throws -> Bool {
        try connection.exists(
            """
            SELECT 1 FROM notice_choices WHERE form = \(form) AND kind = 'arrived' LIMIT 1
            """)
    }

    /// Everybody who asked for it is to be told of a submission, but for whoever wrote it down.
    static func announce(
        _ submission: SubmissionID, of form: FormID, at now: Instant, notTo writer: PersonID?,
        _ connection: Connection
    ) throws {
        try connection.run(
            """
            INSERT INTO outbox (submission, person, kind, form, made_at, next_at)
            SELECT \(submission), person, kind, form, \(now), \(now) FROM notice_choices
            WHERE form = \(form) AND kind = 'arrived' AND person IS NOT \(writer)
            """)
    }

    /// Nobody who cannot open a form any more hears of it.
    static func forget(
        _ person: PersonID, of form: FormID, _ connection: Connection
    ) throws {
        try connection.run(
            "DELETE FROM notice_choices WHERE form = \(form) AND person = \(person)")
        try connection.run(
            """
            DELETE FROM outbox
            WHERE person = \(person) AND form = \(form) AND next_at IS NOT NULL
            """)
    }

    /// Nor does who has left. What was told stays written for as long as everybody's.
    static func forget(_ person: ObjectID, _ connection: Connection) throws {
        try connection.run("DELETE FROM notice_choices WHERE person = \(person)")
        try connection.run(
            "DELETE FROM outbox WHERE person = \(person) AND next_at IS NOT NULL")
    }

    /// Removes what nobody needs to know any more. Ids sort by time, so that old rows stand first.
    static func sweep(_ writer: Writer, _ readers: Readers, now: Instant) async throws {
        let before = now.advanced(by: .zero - memory)
        let end = SubmissionID(time: before, random: [UInt8](repeating: 0, count: 10))
        while true {
            let old = try await readers.read { connection in
                try connection.all(
                    """
                    SELECT submission, person, kind FROM outbox
                    WHERE submission < \(end) AND made_at < \(before) LIMIT \(most)
                    """
                ) { (try $0[0] as [UInt8], try $0[1] as [UInt8], try $0[2] as String) }
            }
            guard !old.isEmpty else { return }
            try await writer.write { connection in
                for (submission, person, kind) in old {
                    try connection.run(
                        """
                        DELETE FROM outbox WHERE submission = \(submission)
                            AND person = \(person) AND kind = \(kind)
                        """)
                }
            }
        }
    }
}

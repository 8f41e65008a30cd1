public import Genkan
import Sealing

extension NoticeStore {
    /// Where and of what a person wants to be told.
    public func preferences(of person: PersonID) async throws -> NoticePreferences {
        try await readers.read { connection in
            var preferences = NoticePreferences()
            try connection.each(
                "SELECT mail, refused, refused_at FROM profiles WHERE person = \(person)"
            ) { row in
                preferences.address = try (row[0] as String?).flatMap { MailAddress($0) }
                guard let problem = try row[1] as String?, let at = try row[2] as Instant? else {
                    return
                }
                preferences.refusal = MailRefusal(problem: problem, at: at)
            }
            preferences.chosen = try Self.choices(of: person, connection)
            return preferences
        }
    }

    /// Has a person told at an address of what they choose; nothing without an address. A refusal of
    /// before is forgotten.
    ///
    /// - Parameter language: for somebody who has chosen none yet.
    /// - Throws: `.notAllowed` for a form that they cannot open; nothing is changed then.
    public func choose(
        _ wanted: Set<NoticeChoice>, at address: MailAddress?, language: Language,
        for session: LiveSession, now: Instant
    ) async throws {
        let book = roster, person = session.person.id
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: .noticesChanged, actor: .person(person))
        try await writer.write { connection in
            // Who has just left leaves nothing behind.
            guard try book.verified(connection).person(person) != nil else { return }
            try connection.run(
                """
                INSERT INTO profiles (person, language, mail)
                VALUES (\(person), \(language.rawValue), \(address?.text))
                ON CONFLICT (person)
                DO UPDATE SET mail = excluded.mail, refused = NULL, refused_at = NULL
                """)
            let kept = address == nil ? [] : wanted
            for choice in kept { try session.keychain.requireGrant(of: choice.form, connection) }
            try AuditTrail.append([event], to: connection)
            let known = try Self.choices(of: person, connection)
            for choice in known.subtracting(kept) {
                try connection.run(
                    """
                    DELETE FROM notice_choices WHERE form = \(choice.form)
                        AND kind = \(choice.kind) AND person = \(person)
                    """)
            }
            for choice in kept.subtracting(known) {
                try connection.run(
                    """
                    INSERT INTO notice_choices (form, kind, person, since)
                    VALUES (\(choice.form), \(choice.kind), \(person), \(now))
                    """)
            }
        }
    }

    private static func choices(
        of person: PersonID, _ connection: Connection
    ) throws -> Set<NoticeChoice> {
        let rows = try connection.all(
            "SELECT form, kind FROM notice_choices WHERE person = \(person)"
        ) { NoticeChoice(form: try $0[0], kind: try NoticeKind(stored: $0[1])) }
        return Set(rows)
    }
}

/// Where and of what somebody wants to be told.
public struct NoticePreferences: Hashable, Sendable {
    /// Where to; nil for nowhere.
    public internal(set) var address: MailAddress?
    /// That the address is of no use, when a mail server said so.
    public internal(set) var refusal: MailRefusal?
    /// Of what.
    public internal(set) var chosen: Set<NoticeChoice> = []
}

/// That a mail server takes nothing for an address.
public struct MailRefusal: Hashable, Sendable {
    /// What it said, as a word.
    public let problem: String
    /// When it was asked last.
    public let at: Instant
}

public import Genkan
import Sealing

/// One of a person's own sessions.
public struct ListedSession: Hashable, Sendable, Identifiable {
    /// SHA-256 of its token in hexadecimal: names it and opens nothing.
    public let id: String
    /// Where; nil when what is stored is not what was sealed.
    public let place: SessionPlace?
    /// When it began.
    public let begun: Instant?
    /// When it was used last, to the minute.
    public let last: Instant?
    /// Whether it is the one that asks.
    public let isThis: Bool
}

extension SessionStore {
    /// Every session of the person, the one that asks first and then the one used last.
    public func sessions(of live: LiveSession, now: Instant) async throws -> [ListedSession] {
        let person = try runtime.tag(of: live.keychain.person.id)
        let rows = try await readers.read { connection in
            try connection.all(
                """
                SELECT fingerprint, place FROM sessions
                WHERE person = \(person) AND forget_at > \(now)
                """
            ) { (digest: try $0[0] as [UInt8], place: try $0[1] as [UInt8]) }
        }
        let idle = now.advanced(by: .zero - limits.idle)
        return rows.compactMap { row -> ListedSession? in
            let bytes = try? live.keychain.place(in: row.place, fingerprint: row.digest)
            let seen = bytes.flatMap { SeenPlace(bytes: $0) }
            let isThis = row.digest == live.digest
            // One that ended by itself is only not swept yet.
            if !isThis, let seen, seen.last <= idle { return nil }
            return ListedSession(
                id: Hexadecimal.text(row.digest), place: seen?.place, begun: seen?.begun,
                last: seen?.last, isThis: isThis)
        }
        .sorted { ($0.isThis ? 1 : 0, $0.last ?? now) > ($1.isThis ? 1 : 0, $1.last ?? now) }
    }

    /// Ends one of the person's own sessions; false when there is none such.
    public func end(_ id: String, of live: LiveSession) async throws -> Bool {
        guard let digest = Hexadecimal.bytes(id) else { return false }
        let person = try runtime.tag(of: live.keychain.person.id)
        forget(digest)
        return try await writer.write { connection in
            try connection.run(
                "DELETE FROM sessions WHERE fingerprint = \(digest) AND person = \(person)") == 1
        }
    }

    /// Ends every session of the person but the one that asks, and every sign-in between its two pages;
    /// answers how many sessions.
    public func endOthers(of live: LiveSession) async throws -> Int {
        let id = live.keychain.person.id, digest = live.digest
        let person = try runtime.tag(of: id)
        letGo { $0.keychain.person.id == id }
        return try await writer.write { connection in
            try PendingRow.removeAll(of: person, connection)
            return try connection.run(
                "DELETE FROM sessions WHERE person = \(person) AND fingerprint <> \(digest)")
        }
    }

    /// Ends every session of a person, at once: the next request of each finds none. Likewise every
    /// sign-in between its two pages. Answers how many sessions.
    @discardableResult
    public func endAll(of person: PersonID) async throws -> Int {
        let id = ObjectID(person)
        let tag = try runtime.tag(of: id)
        letGo { $0.keychain.person.id == id }
        return try await writer.write { connection in
            try PendingRow.removeAll(of: tag, connection)
            return try connection.run("DELETE FROM sessions WHERE person = \(tag)")
        }
    }
}

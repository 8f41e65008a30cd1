public import Genkan
import Sealing
import Synchronization

extension StaffStore {
    /// How much later somebody must be seen again before it is written down.
    private static let seldom = Duration.seconds(3_600)

    /// Writes down that a person is here, at most once an hour.
    public func seen(_ person: PersonID, at now: Instant) async throws {
        let isNew = recentlySeen.withLock { recent in
            // A clock that was set back counts as later, too.
            if let last = recent[person], last <= now, now.since(last) < Self.seldom {
                return false
            }
            recent[person] = now
            return true
        }
        guard isNew else { return }
        let book = roster
        try await writer.write { connection in
            // Who has just left leaves nothing behind.
            guard try book.verified(connection).person(person) != nil else { return }
            try connection.run(
                """
                INSERT INTO last_seen (person, at) VALUES (\(person), \(now))
                ON CONFLICT (person) DO UPDATE SET at = excluded.at
                """)
        }
    }

    /// Words drawn at random, to be offered where somebody makes a password.
    public func suggestPassword() throws -> String {
        try PasswordSuggestion.draw(random: mint.random)
    }

    /// The language a person has chosen; nil for none yet.
    public func language(of person: PersonID) async throws -> Language? {
        try await readers.read { connection in
            try connection.first("SELECT language FROM profiles WHERE person = \(person)") {
                try $0[0] as String
            }
        }.flatMap { Language(rawValue: $0) }
    }

    /// Remembers the language a person has chosen, for every browser of theirs.
    public func choose(_ language: Language, for person: PersonID) async throws {
        try await writer.write { connection in
            try connection.run(
                """
                INSERT INTO profiles (person, language) VALUES (\(person), \(language.rawValue))
                ON CONFLICT (person) DO UPDATE SET language = excluded.language
                """)
        }
    }

    /// How a person wants to read and work; what everybody begins with until they have chosen.
    public func habits(of person: PersonID) async throws -> Habits {
        try await readers.read { connection in
            try connection.first("SELECT zone, keys FROM profiles WHERE person = \(person)") {
                row in
                Habits(
                    zone: (try row[0] as String?).flatMap { Zone(named: $0) }, hasKeys: try row[1])
            }
        } ?? Habits()
    }

    /// Remembers whether a person wants keyboard shortcuts of one key.
    public func choose(
        keys: Bool, language: Language, for person: PersonID
    ) async throws {
        try await writer.write { connection in
            try connection.run(
                """
                INSERT INTO profiles (person, language, keys)
                VALUES (\(person), \(language.rawValue), \(keys))
                ON CONFLICT (person) DO UPDATE SET keys = excluded.keys
                """)
        }
    }

    /// Remembers the language and the time zone a person has chosen; nil for the zone of each form.
    public func choose(_ language: Language, zone: Zone?, for person: PersonID) async throws {
        try await writer.write { connection in
            try connection.run(
                """
                INSERT INTO profiles (person, language, zone)
                VALUES (\(person), \(language.rawValue), \(zone?.name))
                ON CONFLICT (person)
                DO UPDATE SET language = excluded.language, zone = excluded.zone
                """)
        }
    }
}

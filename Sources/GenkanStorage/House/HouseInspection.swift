public import Genkan
public import Sealing

/// A house's database as somebody sees it who changes nothing: no migration is applied, no log
/// emptied, no roster remembered, no file of the house written, and no lock is needed, so that it
/// works beside the process that serves.
///
/// SQLite itself makes its two files beside a database that nobody has open (`-shm`, and an empty
/// `-wal`), and leaves them there.
public struct HouseInspection: Sendable {
    /// The version of SQLite in use.
    public let sqliteVersion: String
    private let path: String
    private let readers: Readers
    private let roster: RosterBook

    /// Opens the database of a data directory for reading alone.
    ///
    /// - Throws: `.unavailable` when there is none or it cannot be read; `.corrupted`.
    public init(directory: String, house: HouseKey) async throws {
        path = directory + "/genkan.sqlite"
        let readers = try Readers(path: path, count: 1)
        self.readers = readers
        roster = RosterBook(
            house: house.publicKey, statePath: directory + "/house.state", pins: false)
        sqliteVersion = try await readers.read { connection in
            try connection.first("SELECT sqlite_version()") { try $0[0] as String } ?? ""
        }
    }

    /// How many migrations the next start of this program would apply. The rest can be asked only
    /// when there is none.
    ///
    /// - Throws: `.migrationChanged` when an applied one is not the one this program knows.
    public func pendingMigrations() async throws -> Int {
        let path = path
        return try await readers.read { connection in
            guard try connection.exists("SELECT 1 FROM sqlite_master WHERE name = 'migrations'")
            else { return Migrations.house.steps.count }
            return try Migrations.house.missing(in: connection, of: path).count
        }
    }

    /// As ``StaffStore/isSetUp()``.
    public func isSetUp() async throws -> Bool {
        try await roster.isBegun(readers)
    }

    /// How many administrators the verified roster lists.
    public func administratorCount() async throws -> Int {
        let roster = roster
        return try await readers.read { connection in
            try roster.verified(connection).people.count { $0.role == .administrator }
        }
    }

    /// The forms of which a generation's key has no grant for the recovery person of the verified roster:
    /// what was sent under it is lost when the last of the others is.
    public func formsWithoutRecovery() async throws -> [String] {
        let roster = roster
        return try await readers.read { connection in
            let recovery = try roster.verified(connection).recovery?.id ?? .nobody
            return try connection.all(
                """
                SELECT DISTINCT name FROM form_keys AS key JOIN forms ON forms.id = key.form
                WHERE NOT EXISTS (
                    SELECT 1 FROM grants WHERE form = key.form AND generation = key.generation
                        AND person = \(recovery)
                ) ORDER BY name
                """
            ) { try $0[0] as String }
        }
    }

    /// The forms that are served and that nobody of the verified roster but the recovery person can open.
    public func formsWithoutPeople() async throws -> [String] {
        let roster = roster
        return try await readers.read { connection in
            let people = try roster.verified(connection).people.filter { $0.role != .recovery }
            let forms = try connection.all(
                "SELECT id, name FROM forms WHERE removed_at IS NULL ORDER BY name"
            ) { (id: try $0[0] as ObjectID, name: try $0[1] as String) }
            return try forms.filter { form in
                let holders = try GrantLists.holders(of: form.id, connection).map(\.person)
                return !people.contains { holders.contains($0.id) }
            }.map(\.name)
        }
    }

    /// As ``NoticeStore/delivery(now:)``.
    public func delivery(now: Instant) async throws -> MailDelivery {
        let roster = roster
        return try await readers.read { connection in
            let people = try roster.verified(connection).staff()
            return try MailDelivery.read(connection, people: people, now: now)
        }
    }

    /// As ``AuditStore/verify()``.
    public func verifyAudit() async throws -> AuditStore.Verdict {
        try await AuditStore.verify(readers)
    }

    /// Closes it; nothing can be asked afterwards.
    public func close() throws { try readers.close() }
}

@testable import GenkanStorage

/// Everything a house has stored, row by row, but what any request of somebody signed in may write:
/// the trail, when they were seen last, what they looked at, keys that were wrapped anew, and how long a session lasts.
struct StoredHouse: Sendable {
    /// What any request may write.
    static let written: Set = ["audit", "data_keys", "last_seen", "migrations", "seen"]
    private static let house: [(name: String, rows: SQL)] = [
        ("acceptances", "SELECT * FROM acceptances"),
        ("card_labels", "SELECT * FROM card_labels"),
        ("changes", "SELECT * FROM changes"),
        ("clear_answers", "SELECT * FROM clear_answers"),
        ("credentials", "SELECT * FROM credentials"),
        ("desk_networks", "SELECT * FROM desk_networks"),
        ("file_chunks", "SELECT * FROM file_chunks"),
        ("files", "SELECT * FROM files"),
        ("form_keys", "SELECT * FROM form_keys"),
        ("form_versions", "SELECT * FROM form_versions"),
        ("forms", "SELECT * FROM forms"),
        ("grant_decisions", "SELECT * FROM grant_decisions"),
        ("grants", "SELECT * FROM grants"),
        ("house_facts", "SELECT * FROM house_facts"),
        ("invitation_keys", "SELECT * FROM invitation_keys"),
        ("invitations", "SELECT * FROM invitations"),
        ("labels", "SELECT * FROM labels"),
        ("note_mentions", "SELECT * FROM note_mentions"),
        ("notes", "SELECT * FROM notes"),
        ("notice_choices", "SELECT * FROM notice_choices"),
        ("outbox", "SELECT * FROM outbox"),
        ("passkeys", "SELECT * FROM passkeys"),
        ("profiles", "SELECT * FROM profiles"),
        ("rosters", "SELECT * FROM rosters"),
        ("second_factors", "SELECT * FROM second_factors"),
        ("submissions", "SELECT * FROM submissions"),
        ("views", "SELECT * FROM views"),
    ]
    private static let sessions: [(name: String, rows: SQL)] = [
        ("pending_sign_ins", "SELECT * FROM pending_sign_ins"),
        ("used_challenges", "SELECT * FROM used_challenges"),
    ]
    /// The tables that are compared.
    static let compared = Set((house + sessions).map(\.name) + ["sessions"])

    private let rows: [String: [[SQLValue]]]

    init(_ storage: Storage) async throws {
        let house = try await storage.staff.readers.read { try Self.read(Self.house, $0) }
        let sessions = try await storage.sessions.readers.read { connection in
            var rows = try Self.read(Self.sessions, connection)
            rows["sessions"] = try connection.all(
                "SELECT fingerprint FROM sessions ORDER BY fingerprint"
            ) { [.bytes(try $0[0])] }
            return rows
        }
        rows = house.merging(sessions) { one, _ in one }
    }

    /// The tables that are not what they were.
    func changes(since before: StoredHouse) -> [String] {
        Self.compared.filter { rows[$0] != before.rows[$0] }.sorted()
    }

    /// Every table there is.
    static func tables(of storage: Storage) async throws -> Set<String> {
        let house = try await storage.staff.readers.read { try names($0) }
        return house.union(try await storage.sessions.readers.read { try names($0) })
    }

    private static func names(_ connection: Connection) throws -> Set<String> {
        Set(
            try connection.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            ) { try $0[0] as String })
    }

    private static func read(
        _ tables: [(name: String, rows: SQL)], _ connection: Connection
    ) throws -> [String: [[SQLValue]]] {
        var all: [String: [[SQLValue]]] = [:]
        for (name, rows) in tables {
            let columns = try connection.number("SELECT count(*) FROM pragma_table_info(\(name))")
            all[name] = try connection.all(rows) { row in
                try (0..<Int(columns ?? 0)).map { try (row[$0] as AnyColumn).value }
            }
        }
        return all
    }
}

/// A column of any type.
private struct AnyColumn: SQLReadable {
    let value: SQLValue

    init?(sqlValue: SQLValue) { value = sqlValue }
}

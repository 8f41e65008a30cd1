import GRDB

/// The pragmas of one connection: set when it opens, read back before anything else happens.
///
/// GRDB lowers `synchronous` from FULL to NORMAL when *it* activates WAL, after `prepareDatabase`.
/// Nothing but an fdatasync under strace shows that, so every pragma is read back from the open
/// connection and the start is refused when one differs.
struct Pragmas: Sendable {
    /// Name, the value it is set to, and the text it must read back as.
    struct Setting: Sendable {
        let name: String
        let value: String
        let readsBack: String

        init(_ name: String, _ value: String, readsBack: String? = nil) {
            self.name = name
            self.value = value
            self.readsBack = readsBack ?? value
        }
    }

    let settings: [Setting]

    /// The one connection that writes. WAL first, then FULL: in the other order WAL's activation
    /// could lower it.
    static let writer = Pragmas(settings: [
        Setting("journal_mode", "WAL", readsBack: "wal"),
        Setting("synchronous", "FULL", readsBack: "2"),
        Setting("wal_autocheckpoint", "0"),
        // 16 MiB: the board moves cards of any age.
        Setting("cache_size", "-16384"),
        Setting("foreign_keys", "ON", readsBack: "1"),
        Setting("secure_delete", "ON", readsBack: "1"),
        Setting("temp_store", "MEMORY", readsBack: "2"),
        Setting("trusted_schema", "OFF", readsBack: "0"),
        Setting("cell_size_check", "ON", readsBack: "1"),
    ])

    /// A connection that only reads, and could not write if it tried.
    static let reader = Pragmas(settings: [
        Setting("query_only", "ON", readsBack: "1"),
        Setting("wal_autocheckpoint", "0"),
        Setting("temp_store", "MEMORY", readsBack: "2"),
        Setting("trusted_schema", "OFF", readsBack: "0"),
        Setting("cell_size_check", "ON", readsBack: "1"),
    ])

    func set(on database: Database) throws {
        for setting in settings {
            try database.execute(sql: "PRAGMA \(setting.name)=\(setting.value)")
        }
    }

    /// Throws `.pragmaRefused` naming the first pragma that reads back differently.
    func check(on database: Database) throws {
        for setting in settings {
            let value = try String.fetchOne(database, sql: "PRAGMA \(setting.name)")
            guard value == setting.readsBack else {
                throw StorageError(
                    .pragmaRefused,
                    "\(setting.name) reads back as \(value ?? "nothing") "
                        + "instead of \(setting.readsBack)")
            }
        }
    }
}

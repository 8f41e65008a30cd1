/// What the house knows of itself, one value for each name.
enum HouseFact: String {
    /// The house key's public half, 32 bytes; believed only when its fingerprint is the pinned one.
    case publicKey = "public-key"
    /// What the chain of rosters hangs on.
    case rosterAnchor = "roster-anchor"
    /// The copy of `house.key` that only the recovery person opens.
    case sealedHouseKey = "sealed-house-key"
    /// Random bytes, written to see whether the disk takes them; read by nobody.
    case lastTrial = "last-trial"

    func read(_ connection: Connection) throws -> [UInt8]? {
        try connection.first("SELECT value FROM house_facts WHERE name = \(rawValue)") { try $0[0] }
    }

    /// Stores it for the first time; once.
    func write(_ value: [UInt8], _ connection: Connection) throws {
        try connection.run("INSERT INTO house_facts (name, value) VALUES (\(rawValue), \(value))")
    }

    /// Stores it, whether it stood there or not.
    func replace(_ value: [UInt8], _ connection: Connection) throws {
        try connection.run(
            """
            INSERT INTO house_facts (name, value) VALUES (\(rawValue), \(value))
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """)
    }
}

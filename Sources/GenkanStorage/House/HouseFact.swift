/// What the house knows of itself, one value for each name.
enum HouseFact: String {
    /// The house key's public half, 32 bytes; believed only when its fingerprint is the pinned one.
    case publicKey = "public-key"
    /// What the chain of rosters hangs on.
    case rosterAnchor = "roster-anchor"
    /// The copy of `house.key` that only the recovery person opens.
    case sealedHouseKey = "sealed-house-key"

    func read(_ connection: Connection) throws -> [UInt8]? {
        try connection.first("SELECT value FROM house_facts WHERE name = \(rawValue)") { try $0[0] }
    }

    func write(_ value: [UInt8], _ connection: Connection) throws {
        try connection.run("INSERT INTO house_facts (name, value) VALUES (\(rawValue), \(value))")
    }
}

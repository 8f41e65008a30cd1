import Genkan
import Sealing
import Synchronization

/// The verified roster of the moment. The chain of rosters is read each time, so that a change
/// counts at the next request, and verified again whenever it is not the one verified last.
final class RosterBook: Sendable {
    private struct Row: Equatable {
        let number: Int64
        let document: [UInt8]
    }

    private struct Verified {
        let chain: [Row]
        let anchor: [UInt8]
        let history: RosterHistory
        /// Who signs in by a name, by the bytes of `StaffName.key`: that a name is known or not takes
        /// the same time.
        let names: [[UInt8]: ObjectID]
        var roster: VerifiedRoster { history.newest }
    }

    let house: HousePublicKey
    private let statePath: String
    private let pins: Bool
    private let last = Mutex<Verified?>(nil)

    /// - Parameter pins: whether a roster that is newer than the newest one seen is remembered;
    ///   false for whoever only looks.
    init(house: HousePublicKey, statePath: String, pins: Bool = true) {
        self.house = house
        self.statePath = statePath
        self.pins = pins
    }

    /// Whether there is a roster at all, and it is genuine; throws as `verified` does otherwise.
    func isBegun(_ readers: Readers) async throws -> Bool {
        do {
            _ = try await readers.read { try self.verified($0) }
            return true
        } catch let error as StorageError where error.code == .setUp {
            return false
        }
    }

    /// The newest roster, or a refusal: `.setUp` when there is none at all, a `SealingError` when
    /// one was changed, exchanged or put back, `.corrupted` when the house is another.
    func verified(_ connection: Connection) throws -> VerifiedRoster {
        try history(connection).newest
    }

    /// The newest roster with all before it, or the same refusals.
    func history(_ connection: Connection) throws -> RosterHistory {
        try current(connection).history
    }

    /// The person of the newest roster who signs in by this name; nil when there is none.
    func entry(
        named name: String, _ connection: Connection
    ) throws -> (entry: VerifiedPerson, person: Person)? {
        let current = try current(connection)
        let key = StaffName(name).map { Array($0.key.utf8) } ?? []
        guard let id = current.names[key], let entry = current.roster.person(id) else { return nil }
        return try Person(entry).map { (entry, $0) }
    }

    private func current(_ connection: Connection) throws -> Verified {
        let chain = try connection.all(
            "SELECT number, document FROM rosters ORDER BY number"
        ) { Row(number: try $0[0], document: try $0[1]) }
        let state = try HouseState.read(from: statePath)
        if chain.isEmpty, state == nil {
            throw StorageError(.setUp, "the house has no roster yet: run genkan setup")
        }
        let anchor = try HouseFact.rosterAnchor.read(connection) ?? []
        return try last.withLock { last in
            if let last, last.chain == chain, last.anchor == anchor, last.roster.pin == state?.pin {
                return last
            }
            let history = try verify(chain, anchor, state, seen: last?.roster.pin)
            let verified = Verified(
                chain: chain, anchor: anchor, history: history,
                names: try history.newest.idsByName())
            last = verified
            return verified
        }
    }

    /// - Parameter seen: the newest roster that this process has seen, which `house.state` may not
    ///   know yet.
    private func verify(
        _ chain: [Row], _ anchorBytes: [UInt8], _ state: HouseState?, seen: RosterPin?
    ) throws -> RosterHistory {
        guard let state else {
            throw StorageError(
                .corrupted, "house.state is missing beside a database that has a roster")
        }
        guard state.house == house.fingerprint else {
            throw StorageError(.corrupted, "house.state belongs to another house key")
        }
        guard let anchor = RosterAnchor(bytes: anchorBytes) else {
            throw StorageError(.corrupted, "the roster's anchor is missing or cut")
        }
        let newest = seen.map { $0.number > state.pin.number ? $0 : state.pin } ?? state.pin
        let history = try RosterHistory.verify(
            chain: chain.map(\.document), anchor: anchor, house: house, pin: newest)
        // The verified chain counts from 1 without a gap; the next row is put behind the last one.
        for (place, row) in chain.enumerated() where row.number != Int64(place) + 1 {
            throw StorageError(
                .corrupted, "roster \(place + 1) stands in the database as number \(row.number)")
        }
        if pins, history.newest.number > state.pin.number { pinLater(history.newest) }
        return history
    }

    /// As ``pin(_:)``, for a roster that stands whatever becomes of the file. A full disk must
    /// neither unsay it nor close the desk: the process remembers it, and every use tries again.
    func pinLater(_ roster: VerifiedRoster) {
        try? pin(roster)
    }

    /// Remembers outside the database that this roster was seen.
    func pin(_ roster: VerifiedRoster) throws {
        try HouseState(house: house.fingerprint, pin: roster.pin).write(to: statePath)
    }

    static func insert(
        _ roster: VerifiedRoster, _ connection: Connection, now: Instant
    ) throws {
        guard let number = Int64(exactly: roster.number) else {
            throw StorageError(.invalid, "the roster's number is out of range")
        }
        try connection.run(
            """
            INSERT INTO rosters (number, document, created_at)
            VALUES (\(number), \(roster.bytes), \(now))
            """)
    }
}

extension Person {
    /// The person as the roster lists them; nil for the recovery person, who is nobody's account.
    init?(_ person: VerifiedPerson) throws {
        guard let role = Role(person.role) else { return nil }
        guard let name = StaffName(person.name) else {
            throw StorageError(.corrupted, "person \(person.id) has a name that is none")
        }
        self.init(id: PersonID(person.id), name: name, role: role)
    }
}

extension Role {
    /// The role as the roster has it; nil for the recovery person's.
    init?(_ role: RosterRole) {
        switch role {
        case .administrator: self = .administrator
        case .manager: self = .manager
        case .staff: self = .staff
        case .viewer: self = .viewer
        case .recovery: return nil
        }
    }

    /// As the roster has it.
    var ofRoster: RosterRole {
        switch self {
        case .administrator: .administrator
        case .manager: .manager
        case .staff: .staff
        case .viewer: .viewer
        }
    }
}

extension VerifiedRoster {
    /// Everybody who can sign in, by name.
    func staff() throws -> [Person] {
        try people.compactMap { try Person($0) }.sorted {
            ($0.name.key, $0.id) < ($1.name.key, $1.id)
        }
    }

    fileprivate func idsByName() throws -> [[UInt8]: ObjectID] {
        try people.reduce(into: [:]) { ids, entry in
            guard let person = try Person(entry) else { return }
            ids[Array(person.name.key.utf8)] = entry.id
        }
    }

    func person(_ id: PersonID) throws -> VerifiedPerson? {
        person(ObjectID(id))
    }
}

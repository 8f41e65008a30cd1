import OpenSSL

/// Every roster of the house, verified from the first to the newest.
///
/// What is sealed is sealed to people of the newest alone; the older ones tell who it was that did
/// something then.
public struct RosterHistory: Sendable {
    /// The roster of now.
    public let newest: VerifiedRoster
    /// Everybody who was in the roster once and is no more, each as they were last.
    public let former: [RosterPerson]
    private let rosters: [VerifiedRoster]

    private init(newest: VerifiedRoster, rosters: [VerifiedRoster]) {
        var former: [ObjectID: RosterPerson] = [:]
        for roster in rosters {
            for person in roster.people { former[person.id] = person.entry }
        }
        for person in newest.people { former[person.id] = nil }
        self.newest = newest
        self.former = former.values.sorted { $0.id < $1.id }
        self.rosters = rosters
    }

    /// The whole chain, verified as ``VerifiedRoster/verify(chain:anchor:house:pin:)`` says.
    public static func verify(
        chain: [[UInt8]], anchor: RosterAnchor, house: HousePublicKey, pin: RosterPin
    ) throws(SealingError) -> RosterHistory {
        let history = try verifying(.roster, nil) {
            var rosters: [VerifiedRoster] = []
            for bytes in chain {
                let next = try VerifiedRoster.link(
                    bytes, after: rosters.last, anchor: anchor, house: house)
                guard next.number != pin.number || next.pin == pin else { throw Refusal.refused }
                rosters.append(next)
            }
            guard let newest = rosters.last else { throw Refusal.refused }
            return RosterHistory(newest: newest, rosters: rosters)
        }
        guard history.newest.number >= pin.number else { throw SealingError(.outdated, .roster) }
        return history
    }

    /// The roster of a number; for reading signatures of that time.
    func roster(_ number: UInt64) -> VerifiedRoster? {
        guard number > 0, let place = Int(exactly: number - 1), rosters.indices.contains(place)
        else { return nil }
        return rosters[place]
    }

    /// A person as the last roster that listed them did; nil for somebody whom none has ever listed.
    public func last(_ id: ObjectID) -> RosterPerson? {
        for roster in rosters.reversed() {
            if let person = roster.person(id) { return person.entry }
        }
        return nil
    }
}

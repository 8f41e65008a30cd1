import OpenSSL
import Testing

@testable import Sealing

@Suite struct RosterTests {
    private let world: World

    init() throws {
        world = try World()
    }

    private func verify(_ chain: [[UInt8]], pin: RosterPin) throws -> VerifiedRoster {
        try VerifiedRoster.verify(
            chain: chain, anchor: world.anchor, house: world.house.publicKey, pin: pin)
    }

    @Test func `a chain of rosters is verified to its newest`() throws {
        let roster = try verify(
            [world.founding.bytes, world.roster.bytes], pin: world.roster.pin)
        #expect(roster.number == 2)
        #expect(roster.signer == world.anna.person)
        #expect(roster.people == world.roster.people)
        #expect(roster.person(world.ben.person)?.role == .staff)
        #expect(roster.person(World.id(0)) == nil)
    }

    @Test func `the numbers of the roles stay: every roster has them`() {
        let numbers = RosterRole.allCases.map { ("\($0)", $0.rawValue) }
        #expect(
            Dictionary(uniqueKeysWithValues: numbers) == [
                "administrator": 1, "staff": 2, "recovery": 3, "manager": 4, "viewer": 5,
            ])
    }

    @Test func `a newer roster than the pinned one is welcome`() throws {
        let roster = try verify(
            [world.founding.bytes, world.roster.bytes], pin: world.founding.pin)
        #expect(roster.pin == world.roster.pin)
    }

    @Test func `administrators and the recovery person hold a new form, staff does not`() {
        let holders = world.roster.defaultHolders.map(\.id)
        #expect(holders == [world.anna.person, world.recovery.person])
    }

    @Test func `the recovery person may sign, and promote`() throws {
        let people = try world.roster.people.map { person in
            try person.id == world.ben.person
                ? person.entry.changed(role: .administrator) : person.entry
        }
        let third = try world.roster.succeeded(
            by: people, signer: world.recovery.person, signedWith: world.recovery.signingKey)
        let fourth = try third.succeeded(
            by: people.filter { $0.id != world.anna.person }, signer: world.ben.person,
            signedWith: world.ben.signingKey)
        let chain = [world.founding, world.roster, third, fourth].map(\.bytes)
        let verified = try verify(chain, pin: third.pin)
        #expect(verified.person(world.anna.person) == nil)
        #expect(verified.number == 4)
    }

    @Test func `staff cannot sign, nor can a key of somebody else`() throws {
        let people = world.roster.people.map(\.entry)
        #expect(throws: SealingError(.outOfBounds, .roster, world.ben.person)) {
            _ = try world.roster.succeeded(
                by: people, signer: world.ben.person, signedWith: world.ben.signingKey)
        }
        #expect(throws: SealingError(.outOfBounds, .roster, world.anna.person)) {
            _ = try world.roster.succeeded(
                by: people, signer: world.anna.person, signedWith: world.ben.signingKey)
        }
        #expect(throws: SealingError(.outOfBounds, .roster, World.id(1))) {
            _ = try world.roster.succeeded(
                by: people, signer: World.id(1), signedWith: world.anna.signingKey)
        }
    }

    @Test func `a house cannot lose its last administrator or its recovery person`() throws {
        let people = world.roster.people.map(\.entry)
        let without = [
            people.filter { $0.role != .administrator }, people.filter { $0.role != .recovery },
            people + people, [],
        ]
        for list in without {
            #expect(throws: SealingError(.outOfBounds, .roster, world.anna.person)) {
                _ = try world.roster.succeeded(
                    by: list, signer: world.anna.person, signedWith: world.anna.signingKey)
            }
        }
    }

    @Test func `only an administrator and a recovery person found a house`() throws {
        let anna = try World.entry(world.anna, "anna", .administrator)
        let ben = try World.entry(world.ben, "ben", .staff)
        let error = SealingError(.outOfBounds, .roster, anna.id)
        #expect(throws: error) {
            _ = try VerifiedRoster.found(
                administrator: anna, recovery: ben, signedWith: world.anna.signingKey,
                house: world.house)
        }
        #expect(throws: error) {
            _ = try VerifiedRoster.found(
                administrator: anna,
                recovery: World.entry(world.recovery, "recovery", .recovery),
                signedWith: world.ben.signingKey, house: world.house)
        }
    }

    @Test(arguments: [
        "", "line\nbreak", "nul\0", "\u{85}", "\u{7F}", String(repeating: "あ", count: 67),
    ])
    func `a name that is empty, too long or has control characters is refused`(name: String) {
        #expect(throws: SealingError(.outOfBounds, .roster, world.anna.person)) {
            _ = try World.entry(world.anna, name, .administrator)
        }
    }

    @Test func `names keep their bytes`() throws {
        for name in ["山田 太郎", "e\u{301}", "é", String(repeating: "あ", count: 66)] {
            let people = try world.founding.people.map { try $0.entry.changed(name: name) }
            let next = try world.founding.succeeded(
                by: people, signer: world.anna.person, signedWith: world.anna.signingKey)
            let read = try verify([world.founding.bytes, next.bytes], pin: next.pin)
            #expect(read.people.allSatisfy { Array($0.name.utf8) == Array(name.utf8) })
        }
    }

    @Test func `a pin and an anchor come back from their bytes`() throws {
        let pin = world.roster.pin
        #expect(pin.bytes.count == RosterPin.byteCount)
        #expect(RosterPin(bytes: pin.bytes) == pin)
        #expect(RosterPin(bytes: pin.bytes + [0]) == nil)
        #expect(RosterPin(bytes: [UInt8](repeating: 0, count: 40)) == nil)
        #expect(RosterAnchor(bytes: world.anchor.bytes) == world.anchor)
        #expect(world.anchor.bytes.count == RosterAnchor.byteCount)
        #expect(RosterAnchor(bytes: []) == nil)
    }
}

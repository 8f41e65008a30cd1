import OpenSSL
import Testing

@testable import Sealing

/// What somebody who writes to the database may try with the rosters, and what a former
/// administrator may try with an old key.
@Suite struct RosterAttackTests {
    private let world: World
    private let mallory: PersonKey
    private let notGenuine = SealingError(.notGenuine, .roster)

    init() throws {
        world = try World()
        mallory = try World.person(0xE0)
    }

    private func verify(
        _ chain: [[UInt8]], pin: RosterPin? = nil, anchor: RosterAnchor? = nil,
        house: HousePublicKey? = nil
    ) throws -> VerifiedRoster {
        try VerifiedRoster.verify(
            chain: chain, anchor: anchor ?? world.anchor, house: house ?? world.house.publicKey,
            pin: pin ?? world.roster.pin)
    }

    /// The second roster with another content, still under anna's signature of the true one.
    private func altered(_ people: [RosterPerson]) throws -> [UInt8] {
        let (document, signature) = try RosterDocument.decode(world.roster.bytes)
        return RosterDocument(
            house: document.house, number: document.number, predecessor: document.predecessor,
            people: people.sorted { $0.id < $1.id }, signer: document.signer
        ).signedBytes() + signature
    }

    /// A roster in the second place, signed by whoever likes.
    private func signed(
        by key: PersonKey, as signer: ObjectID? = nil, people: [RosterPerson]? = nil,
        number: UInt64 = 2, predecessor: [UInt8]? = nil
    ) throws -> [UInt8] {
        let bytes = RosterDocument(
            house: world.house.publicKey.fingerprint, number: number,
            predecessor: predecessor ?? world.founding.pin.digest,
            people: people ?? world.roster.people.map(\.entry), signer: signer ?? key.person
        ).signedBytes()
        return try bytes + key.signingKey.signature(.roster, for: bytes)
    }

    @Test func `a person added is noticed`() throws {
        let people =
            try world.roster.people.map(\.entry) + [
                World.entry(mallory, "mallory", .administrator)
            ]
        let bytes = try altered(people)
        #expect(throws: notGenuine) { _ = try verify([world.founding.bytes, bytes]) }
        #expect(throws: notGenuine) {
            _ = try verify([world.founding.bytes, bytes], pin: world.founding.pin)
        }
    }

    @Test func `a flipped role, another name and exchanged keys are noticed`() throws {
        let entries = world.roster.people.map(\.entry)
        let promoted = try entries.map {
            try $0.id == world.ben.person ? $0.changed(role: .administrator) : $0
        }
        let renamed = try entries.map {
            try $0.id == world.ben.person ? $0.changed(name: "bén") : $0
        }
        let swapped = try entries.map { entry in
            try entry.id == world.ben.person
                ? RosterPerson(
                    id: entry.id, name: entry.name, role: entry.role,
                    secondFactor: entry.secondFactor, agreement: mallory.agreementKey.publicKey,
                    signing: mallory.signingKey.publicKey) : entry
        }
        for people in [promoted, renamed, swapped] {
            let bytes = try altered(people)
            for pin in [world.founding.pin, world.roster.pin] {
                #expect(throws: notGenuine) {
                    _ = try verify([world.founding.bytes, bytes], pin: pin)
                }
            }
        }
    }

    @Test func `an older roster is refused as such`() throws {
        #expect(throws: SealingError(.outdated, .roster)) {
            _ = try verify([world.founding.bytes])
        }
    }

    @Test func `a signature of somebody who is no administrator is refused`() throws {
        let pin = world.founding.pin
        for bytes in try [
            signed(by: world.ben), signed(by: mallory), signed(by: mallory, as: world.anna.person),
            signed(by: world.ben, as: world.anna.person),
        ] {
            #expect(throws: notGenuine) {
                _ = try verify([world.founding.bytes, bytes], pin: pin)
            }
        }
    }

    @Test func `nobody makes himself administrator by the roster he signs`() throws {
        let people =
            try world.roster.people.map(\.entry) + [
                World.entry(mallory, "mallory", .administrator)
            ]
        let bytes = try signed(by: mallory, people: people)
        #expect(throws: notGenuine) {
            _ = try verify([world.founding.bytes, bytes], pin: world.founding.pin)
        }
    }

    @Test func `a second history by a former administrator is refused`() throws {
        // ben becomes administrator and removes anna; later anna's old key signs a longer past.
        let promoted = try world.roster.people.map {
            try $0.id == world.ben.person
                ? $0.entry.changed(role: .administrator) : $0.entry
        }
        let third = try world.roster.succeeded(
            by: promoted, signer: world.anna.person, signedWith: world.anna.signingKey)
        let fourth = try third.succeeded(
            by: promoted.filter { $0.id != world.anna.person }, signer: world.ben.person,
            signedWith: world.ben.signingKey)
        var forked = [world.founding, world.roster]
        for _ in 0..<4 {
            forked.append(
                try forked[forked.count - 1].succeeded(
                    by: world.roster.people.map(\.entry), signer: world.anna.person,
                    signedWith: world.anna.signingKey))
        }
        #expect(throws: notGenuine) {
            _ = try verify(forked.map(\.bytes), pin: fourth.pin)
        }
    }

    @Test func `a gap, another order and a repeated roster are refused`() throws {
        let third = try world.roster.succeeded(
            by: world.roster.people.map(\.entry), signer: world.anna.person,
            signedWith: world.anna.signingKey)
        let (one, two, three) = (world.founding.bytes, world.roster.bytes, third.bytes)
        let chains = [
            [], [two], [two, three], [one, three], [two, one], [one, one, two], [one, two, two],
            [three], [one, three, two],
        ]
        for chain in chains {
            #expect(throws: notGenuine) { _ = try verify(chain, pin: world.founding.pin) }
        }
    }

    @Test func `another house's rosters and anchors are refused`() throws {
        let other = try World(houseSeed: 0x41)
        let chain = [world.founding.bytes, world.roster.bytes]
        #expect(throws: notGenuine) { _ = try verify(chain, anchor: other.anchor) }
        #expect(throws: notGenuine) { _ = try verify(chain, house: other.house.publicKey) }
        let theirs = [other.founding.bytes, other.roster.bytes]
        #expect(throws: notGenuine) {
            _ = try verify(theirs, pin: other.roster.pin, anchor: other.anchor)
        }
        for bytes in Tampering.flippedBits(world.anchor.bytes) {
            let anchor = RosterAnchor(bytes: bytes)
            #expect(throws: notGenuine) { _ = try verify(chain, anchor: anchor) }
        }
    }

    @Test func `a new founding by the house key alone is refused by the pin`() throws {
        let founding = try VerifiedRoster.found(
            administrator: World.entry(mallory, "mallory", .administrator),
            recovery: World.entry(world.recovery, "recovery", .recovery),
            signedWith: mallory.signingKey, house: world.house)
        let second = try founding.roster.succeeded(
            by: founding.roster.people.map(\.entry), signer: mallory.person,
            signedWith: mallory.signingKey)
        #expect(throws: notGenuine) {
            _ = try verify(
                [founding.roster.bytes, second.bytes], anchor: founding.anchor)
        }
    }

    @Test func `every flipped bit, cut and addition is refused`() throws {
        let bytes = world.roster.bytes
        for changed in Tampering.flippedBits(bytes) + Tampering.truncated(bytes)
            + Tampering.extended(bytes)
        {
            #expect(throws: notGenuine) {
                _ = try verify([world.founding.bytes, changed], pin: world.founding.pin)
            }
        }
    }
}

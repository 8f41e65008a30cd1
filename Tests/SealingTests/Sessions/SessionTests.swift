import OpenSSL
import Testing

@testable import Sealing

@Suite struct SessionTests {
    private let world: World
    private let keychain: Keychain
    private let token: SessionToken
    private let runtime: RuntimeSecret
    private let facts = SessionFacts(
        factors: .password, begun: World.now, idleExpiry: World.now + 1_000,
        absoluteExpiry: World.now + 5_000, steppedUp: nil, formSecret: [UInt8](1...16))
    private let sealed: [UInt8]
    private let refusal = SealingError(.cannotOpen, .session)

    init() throws {
        world = try World()
        keychain = try world.keychain(of: world.anna)
        token = try SessionToken.create()
        runtime = try RuntimeSecret()
        sealed = try keychain.sealed(facts: facts, token: token, runtime: runtime)
    }

    private func unseal(
        _ sealed: [UInt8]? = nil, token: SessionToken? = nil, runtime: RuntimeSecret? = nil,
        roster: VerifiedRoster? = nil, at now: Int64 = World.now
    ) throws -> Keychain.Unsealed {
        try Keychain.unseal(
            sealed ?? self.sealed, token: token ?? self.token, runtime: runtime ?? self.runtime,
            roster: roster ?? world.roster, now: now)
    }

    @Test func `a session comes back with what was sealed`() throws {
        #expect(sealed.count == Keychain.sessionByteCount)
        let session = try unseal().alive()
        #expect(session.facts == facts)
        #expect(session.keychain.person.id == world.anna.person)
        #expect(!session.keychain.holds(World.form, generation: 1))
        let grant = try world.formKey.grant(to: session.keychain.person)
        try session.keychain.add(grant, for: world.formKey.verified)
        #expect(session.keychain.holds(World.form, generation: 1))
    }

    @Test func `another token or runtime secret opens nothing`() throws {
        let otherToken = try SessionToken.create()
        let otherRuntime = try RuntimeSecret()
        #expect(throws: refusal) { _ = try unseal(token: otherToken) }
        #expect(throws: refusal) { _ = try unseal(runtime: otherRuntime) }
    }

    @Test func `every changed bit, cut and addition is refused`() {
        for bytes in Tampering.flippedBits(sealed) + Tampering.truncated(sealed)
            + Tampering.extended(sealed)
        {
            #expect(throws: refusal) { _ = try unseal(bytes) }
        }
    }

    @Test func `it ends when idle, in any case, and when the clock goes back`() throws {
        _ = try unseal(at: World.now + 999).alive()
        #expect(try unseal(at: World.now + 1_000).end == .idle)
        #expect(try unseal(at: World.now + 9_000).end == .idle)
        #expect(try unseal(at: World.now - 1).end == .notBegun)
        let used = SessionFacts(
            factors: .password, begun: World.now, idleExpiry: World.now + 9_000,
            absoluteExpiry: World.now + 5_000, steppedUp: World.now + 7, isLocked: true,
            formSecret: [UInt8](2...17))
        let again = try keychain.sealed(facts: used, token: token, runtime: runtime)
        #expect(try unseal(again, at: World.now + 4_999).alive().facts == used)
        #expect(try unseal(again, at: World.now + 5_000).end == .absolute)
    }

    @Test func `a person who left the roster has no session`() throws {
        let bens = try world.keychain(of: world.ben).sealed(
            facts: facts, token: token, runtime: runtime)
        _ = try unseal(bens).alive()
        #expect(throws: refusal) { _ = try unseal(bens, roster: world.founding) }
    }

    @Test func `a person with a new key has no session under the old one`() throws {
        let renewed = try World.person(0xA7)
        let entry = try RosterPerson(
            id: world.anna.person, name: "anna", role: .administrator, secondFactor: .none,
            agreement: renewed.agreementKey.publicKey, signing: renewed.signingKey.publicKey)
        let roster = try world.roster.succeeded(
            by: world.roster.people.map { $0.id == entry.id ? entry : $0.entry },
            signer: world.anna.person, signedWith: world.anna.signingKey)
        #expect(throws: refusal) { _ = try unseal(roster: roster) }
    }

    @Test func `a token goes through a cookie`() throws {
        #expect(token.text.utf8.count == SessionToken.textCount)
        let again = try #require(SessionToken.read(token.text))
        #expect(again.digest == token.digest)
        #expect(again.bytes.exposed() == token.bytes.exposed())
        _ = try unseal(token: again).alive()
        #expect(try token.digest == Fingerprint.sha256(token.bytes.exposed().span))
    }

    @Test func `anything else is no token`() {
        let text = token.text
        for wrong in ["", String(text.dropLast()), text + "A", "=" + text.dropFirst(), " " + text] {
            #expect(SessionToken.read(wrong) == nil)
        }
    }

    @Test func `the runtime secret goes through its file`() throws {
        let bytes = runtime.withFileBytes { bytes in (0..<bytes.count).map { bytes[$0] } }
        let again = try RuntimeSecret(fileBytes: bytes.span)
        _ = try unseal(runtime: again).alive()
        for count in [0, 31, 33] {
            #expect(throws: refusal) {
                _ = try RuntimeSecret(fileBytes: [UInt8](repeating: 1, count: count).span)
            }
        }
    }

    @Test func `a box of another version is refused`() {
        for version in [0, 1, 3] as [UInt8] {
            var other = sealed
            other[3] = version
            #expect(throws: refusal) { _ = try unseal(other) }
        }
    }

    @Test func `locked, stepped up and every factor come back as they were sealed`() throws {
        let states: [(steppedUp: Int64?, isLocked: Bool)] = [
            (nil, false), (nil, true), (World.now + 5, false), (World.now + 5, true),
        ]
        for factors in 0...7 as ClosedRange<UInt8> {
            for state in states {
                let facts = SessionFacts(
                    factors: SessionFactors(rawValue: factors), begun: World.now,
                    idleExpiry: World.now + 1, absoluteExpiry: World.now + 2,
                    steppedUp: state.steppedUp, isLocked: state.isLocked,
                    formSecret: [UInt8](repeating: factors, count: 16))
                let box = try keychain.sealed(facts: facts, token: token, runtime: runtime)
                #expect(box.count == sealed.count)
                #expect(try unseal(box).alive().facts == facts)
            }
        }
    }

    @Test func `facts have one encoding`() throws {
        let bytes = facts.bytes
        #expect(bytes.count == SessionFacts.byteCount)
        #expect(try SessionFacts(bytes: bytes) == facts)
        var other = bytes
        for flags in 4...UInt8.max {
            other[25] = flags
            #expect(throws: Refusal.refused) { _ = try SessionFacts(bytes: other) }
        }
        for wrong in Tampering.truncated(bytes) + Tampering.extended(bytes) {
            #expect(throws: Refusal.refused) { _ = try SessionFacts(bytes: wrong) }
        }
        var hidden = bytes
        hidden[33] = 1
        #expect(throws: Refusal.refused) { _ = try SessionFacts(bytes: hidden) }
    }
}

import OpenSSL
import Testing

@testable import Sealing

/// What stands between the two pages of a sign-in, behind a right password and behind a wrong one.
@Suite struct PendingSignInTests {
    private let world: World
    private let pending: PendingSignIn
    private let decoy: PendingSignIn
    private let token: SessionToken
    private let runtime: RuntimeSecret
    private let sealed: [UInt8]
    private let refusal = SealingError(.cannotOpen, .session)

    init() throws {
        world = try World()
        pending = try PendingSignIn(world.keychain(of: world.anna), begun: World.now)
        decoy = PendingSignIn(decoyOf: world.anna.person, begun: World.now)
        token = try SessionToken.create()
        runtime = try RuntimeSecret()
        sealed = try pending.sealed(token: token, runtime: runtime)
    }

    private func unseal(
        _ sealed: [UInt8]? = nil, token: SessionToken? = nil, runtime: RuntimeSecret? = nil
    ) throws -> PendingSignIn {
        try PendingSignIn.unseal(
            sealed ?? self.sealed, token: token ?? self.token, runtime: runtime ?? self.runtime)
    }

    @Test func `behind a right password it opens what the person opens`() throws {
        let opened = try unseal()
        #expect(opened.person == world.anna.person && opened.begun == World.now)
        #expect(opened.tries == 0 && !opened.isDecoy)
        let keychain = try #require(try opened.keychain(world.roster))
        #expect(keychain.person.name == "anna")
        #expect(!keychain.holds(World.form, generation: 1), "forms come from the grants")
    }

    @Test func `behind a wrong password nothing comes of it, however often`() throws {
        let box = try decoy.tried.tried.sealed(token: token, runtime: runtime)
        let opened = try unseal(box)
        #expect(opened.isDecoy && opened.person == world.anna.person)
        #expect(opened.begun == World.now && opened.tries == 2)
        #expect(try opened.keychain(world.roster) == nil)
        #expect(try opened.tried.keychain(world.roster) == nil)
    }

    @Test func `a decoy looks like any other`() throws {
        let boxes = try [pending, decoy, pending.tried, decoy.tried].map {
            try $0.sealed(token: token, runtime: runtime)
        }
        #expect(Set(boxes).count == boxes.count)
        for box in boxes {
            #expect(box.count == PendingSignIn.sealedByteCount)
            #expect(Array(box[..<4]) == Array(sealed[..<4]))
        }
    }

    @Test func `no two decoys hide the same key`() throws {
        let keys = try (0..<8).map { _ in try hidden(in: decoy) }
        #expect(Set(keys).count == keys.count)
        let annas = try world.anna.agreementKey.privateBytes().exposed()
        #expect(try hidden(in: pending) == annas && !keys.contains(annas))
    }

    /// The last 32 bytes inside the seal.
    private func hidden(in pending: PendingSignIn) throws -> [UInt8] {
        let box = try pending.sealed(token: token, runtime: runtime)
        let (salt, label) = (
            runtime.withFileBytes { bytes in bytes.indices.map { bytes[$0] } },
            Array("genkan/v1/pending-sign-in".utf8)
        )
        let key = try HKDF.derive(
            keyMaterial: token.bytes, salt: salt.span, info: label.span, count: 32)
        let (nonce, magic) = (Array(box[4..<16]), Array(box[..<4]))
        let ciphertext = Array(box[16...])
        let content = try AESGCM.open(
            ciphertext.span, key: key, nonce: nonce.span, authenticating: magic.span)
        return Array(content.exposed().suffix(32))
    }

    @Test func `another token or runtime secret opens neither`() throws {
        let otherToken = try SessionToken.create()
        let otherRuntime = try RuntimeSecret()
        for box in try [sealed, decoy.sealed(token: token, runtime: runtime)] {
            #expect(throws: refusal) { _ = try unseal(box, token: otherToken) }
            #expect(throws: refusal) { _ = try unseal(box, runtime: otherRuntime) }
            _ = try unseal(box)
        }
    }

    @Test(arguments: [false, true])
    func `every changed bit, cut and addition is refused`(isDecoy: Bool) throws {
        let box = try isDecoy ? decoy.sealed(token: token, runtime: runtime) : sealed
        for bytes in Tampering.flippedBits(box) + Tampering.truncated(box) + Tampering.extended(box)
        {
            #expect(throws: refusal) { _ = try unseal(bytes) }
        }
    }

    @Test func `a session is no sign-in under the same token, nor the other way round`() throws {
        let facts = SessionFacts(
            factors: .password, begun: World.now, idleExpiry: World.now + 1_000,
            absoluteExpiry: World.now + 5_000, steppedUp: nil, formSecret: [UInt8](1...16))
        let session = try world.keychain(of: world.anna).sealed(
            facts: facts, token: token, runtime: runtime)
        let dressed = Array(sealed[..<4]) + session[4...]
        for bytes in [session, dressed, Array(dressed.prefix(PendingSignIn.sealedByteCount))] {
            #expect(throws: refusal) { _ = try unseal(bytes) }
        }
        for bytes in [sealed, Array(session[..<4]) + sealed[4...]] {
            #expect(throws: refusal) {
                _ = try Keychain.unseal(
                    bytes, token: token, runtime: runtime, roster: world.roster, now: World.now)
            }
        }
    }

    @Test func `it lives for five minutes from the password on`() {
        let lifetime: Int64 = 300_000_000
        for one in [pending, decoy] {
            let alive = [-1, 0, 1, lifetime - 1, lifetime, lifetime + 1].map {
                one.isAlive(at: World.now + $0)
            }
            #expect(alive == [false, true, true, true, false, false])
        }
    }

    @Test func `five codes may be tried, and the count is in the seal`() throws {
        for start in [pending, decoy] {
            var one = start
            for tries in 1...5 {
                one = try unseal(one.tried.sealed(token: token, runtime: runtime))
                #expect(one.tries == tries && one.isAlive(at: World.now))
            }
            one = try unseal(one.tried.sealed(token: token, runtime: runtime))
            #expect(one.tries == 6 && !one.isAlive(at: World.now))
            #expect(one.begun == World.now && one.isDecoy == start.isDecoy)
        }
    }

    @Test func `the count never begins anew`() {
        let worn = (0..<300).reduce(pending) { one, _ in one.tried }
        #expect(worn.tries == .max && !worn.isAlive(at: World.now))
    }

    @Test func `a person who left the roster, or has another key by now, goes nowhere`() throws {
        let bens = try PendingSignIn(world.keychain(of: world.ben), begun: World.now)
        let opened = try unseal(bens.sealed(token: token, runtime: runtime))
        #expect(throws: refusal) { _ = try opened.keychain(world.founding) }
        let renewed = try World.person(0xA7)
        let entry = try RosterPerson(
            id: world.anna.person, name: "anna", role: .administrator, secondFactor: .none,
            agreement: renewed.agreementKey.publicKey, signing: renewed.signingKey.publicKey)
        let roster = try world.roster.succeeded(
            by: world.roster.people.map { $0.id == entry.id ? entry : $0.entry },
            signer: world.anna.person, signedWith: world.anna.signingKey)
        let annas = try unseal()
        #expect(throws: refusal) { _ = try annas.keychain(roster) }
    }
}

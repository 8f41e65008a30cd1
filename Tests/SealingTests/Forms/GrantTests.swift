import OpenSSL
import Testing

@testable import Sealing

@Suite struct GrantTests {
    private let world: World
    private let anna: VerifiedPerson
    private let grant: Grant
    private let refusal = SealingError(.cannotOpen, .grant, World.form)

    init() throws {
        world = try World()
        anna = try world.verified(world.anna)
        grant = try world.formKey.grant(to: anna)
    }

    private func open(
        _ grant: Grant, as key: PersonKey? = nil, for formKey: VerifiedFormKey? = nil
    ) throws -> FormKey {
        let key = key ?? world.anna
        return try grant.open(
            with: key.agreementKey, of: world.verified(key),
            for: formKey ?? world.formKey.verified)
    }

    @Test func `the person it is for opens it`() throws {
        #expect(grant.sealed.count == Grant.sealedByteCount)
        let key = try open(grant)
        #expect(key.verified == world.formKey.verified)
        #expect(
            try key.pair.privateBytes().exposed() == world.formKey.pair.privateBytes().exposed())
    }

    @Test func `nobody else does, whoever the row says it is for`() throws {
        #expect(throws: refusal) { _ = try open(grant, as: world.ben) }
        let moved = Grant(
            form: grant.form, generation: 1, person: world.ben.person, sealed: grant.sealed)
        #expect(throws: refusal) { _ = try open(moved, as: world.ben) }
        #expect(throws: refusal) { _ = try open(moved) }
    }

    @Test func `it opens no other form and no other generation`() throws {
        let other = try FormKey.create(for: World.id(0xF9), generation: 1, house: world.house).key
        let next = try FormKey.create(for: World.form, generation: 2, house: world.house).key
        #expect(throws: refusal) { _ = try open(grant, for: other.verified) }
        #expect(throws: refusal) { _ = try open(grant, for: next.verified) }
        let moved = Grant(
            form: World.id(0xF9), generation: 1, person: anna.id, sealed: grant.sealed)
        #expect(throws: SealingError(.cannotOpen, .grant, World.id(0xF9))) {
            _ = try open(moved, for: other.verified)
        }
        let newer = Grant(form: World.form, generation: 2, person: anna.id, sealed: grant.sealed)
        #expect(throws: refusal) { _ = try open(newer, for: next.verified) }
    }

    @Test func `a private key that is not the signed one's is refused`() throws {
        // Anyone can seal to anna's public key, and so plant a form key that he knows himself.
        let planted = try FormKey(world.formKey.verified, pair: KeyPair()).grant(to: anna)
        #expect(throws: refusal) { _ = try open(planted) }
    }

    @Test func `a changed box is refused`() throws {
        for bytes in Tampering.flippedBits(grant.sealed) + Tampering.truncated(grant.sealed)
            + Tampering.extended(grant.sealed)
        {
            let changed = Grant(form: World.form, generation: 1, person: anna.id, sealed: bytes)
            #expect(throws: refusal) { _ = try open(changed) }
        }
    }
}

import OpenSSL
import Testing

@testable import Sealing

@Suite struct PersonKeyTests {
    private let world: World
    private let anna: VerifiedPerson
    private let made: NewCredential
    private let sealed: SealedPersonKey
    private let refusal: SealingError

    init() throws {
        world = try World()
        anna = try world.verified(world.anna)
        made = try Credential.create(
            id: World.id(0x11), person: anna.id, password: World.password("anna's password"),
            cost: .lowest, house: world.house)
        sealed = try world.anna.sealed(to: made.credential)
        refusal = SealingError(.cannotOpen, .personKey, anna.id)
    }

    private func open(
        _ sealed: SealedPersonKey, _ pair: KeyPair? = nil, of credential: Credential? = nil,
        for person: VerifiedPerson? = nil
    ) throws -> PersonKey {
        try sealed.open(
            with: pair ?? made.pair, of: credential ?? made.credential, for: person ?? anna)
    }

    @Test func `the credential opens both halves`() throws {
        #expect(sealed.agreement.count == SealedPersonKey.boxByteCount)
        #expect(sealed.signing.count == SealedPersonKey.boxByteCount)
        let key = try open(sealed)
        #expect(key.agreementKey.publicBytes == world.anna.agreementKey.publicBytes)
        #expect(key.signingKey.publicBytes == world.anna.signingKey.publicBytes)
    }

    @Test func `a new password is a new row, and the old one stays as good`() throws {
        let second = try Credential.create(
            id: World.id(0x12), person: anna.id, password: World.password("another password"),
            cost: .lowest, house: world.house)
        let moved = try open(sealed).sealed(to: second.credential)
        let key = try open(moved, second.pair, of: second.credential)
        #expect(key.agreementKey.publicBytes == world.anna.agreementKey.publicBytes)
        _ = try open(sealed)
        #expect(throws: refusal) { _ = try open(moved) }
        #expect(throws: refusal) { _ = try open(sealed, second.pair, of: second.credential) }
    }

    @Test func `it is sealed to no other person's credential`() throws {
        let bens = try Credential.create(
            id: World.id(0x13), person: world.ben.person, password: World.password("ben's"),
            cost: .lowest, house: world.house)
        #expect(throws: SealingError(.outOfBounds, .personKey, anna.id)) {
            _ = try world.anna.sealed(to: bens.credential)
        }
    }

    @Test func `exchanged boxes and people are refused`() throws {
        let exchanged = SealedPersonKey(
            person: sealed.person, credential: sealed.credential, agreement: sealed.signing,
            signing: sealed.agreement)
        #expect(throws: refusal) { _ = try open(exchanged) }
        let ben = try world.verified(world.ben)
        #expect(throws: SealingError(.cannotOpen, .personKey, ben.id)) {
            _ = try open(sealed, for: ben)
        }
        let claimed = SealedPersonKey(
            person: ben.id, credential: sealed.credential, agreement: sealed.agreement,
            signing: sealed.signing)
        #expect(throws: SealingError(.cannotOpen, .personKey, ben.id)) {
            _ = try open(claimed, for: ben)
        }
    }

    @Test func `a key that the roster does not list is refused`() throws {
        let other = try World.person(0xA5)
        let impostor = PersonKey(
            person: anna.id, agreement: other.agreementKey, signing: other.signingKey)
        let planted = try impostor.sealed(to: made.credential)
        #expect(throws: refusal) { _ = try open(planted) }
    }

    @Test func `a changed box is refused`() throws {
        for bytes in Tampering.flippedBits(sealed.agreement, in: 0..<80)
            + Tampering.truncated(sealed.agreement) + Tampering.extended(sealed.agreement)
        {
            let changed = SealedPersonKey(
                person: sealed.person, credential: sealed.credential, agreement: bytes,
                signing: sealed.signing)
            #expect(throws: refusal) {
                _ = try changed.openAgreement(with: made.pair, of: made.credential, for: anna)
            }
        }
        for bytes in Tampering.flippedBits(sealed.signing, in: 0..<80) {
            let changed = SealedPersonKey(
                person: sealed.person, credential: sealed.credential,
                agreement: sealed.agreement, signing: bytes)
            #expect(throws: refusal) {
                _ = try changed.openSigning(with: made.pair, of: made.credential, for: anna)
            }
        }
    }
}

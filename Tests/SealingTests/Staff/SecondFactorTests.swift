import OpenSSL
import Testing

@testable import Sealing

/// What proves a person besides the password opens with that person's key alone.
@Suite struct SecondFactorTests {
    private let world: World
    private let anna: Keychain
    private let sealed: SealedSecondFactor
    private let content = [UInt8](0..<184)
    private var refusal: SealingError {
        SealingError(.cannotOpen, .secondFactor, world.anna.person)
    }

    init() throws {
        world = try World()
        anna = try world.keychain(of: world.anna, granted: false)
        sealed = try anna.seal(secondFactor: Self.content(of: [UInt8](0..<184)))
    }

    private static func content(of bytes: [UInt8]) throws -> SecondFactorContent {
        SecondFactorContent(try SecretBytes(copying: bytes.span))
    }

    private func opened(_ keychain: Keychain, _ sealed: SealedSecondFactor) throws -> [UInt8] {
        try keychain.secondFactor(sealed).bytes.exposed()
    }

    private func row(_ bytes: [UInt8]) -> SealedSecondFactor {
        SealedSecondFactor(person: world.anna.person, sealed: bytes)
    }

    @Test func `it comes back with what was sealed, at every sign-in anew`() throws {
        #expect(sealed.person == world.anna.person)
        #expect(sealed.sealed.count == SealedSecondFactor.sealedByteCount)
        #expect(try opened(anna, sealed) == content)
        let again = try anna.seal(secondFactor: Self.content(of: content))
        #expect(again.sealed[4...] != sealed.sealed[4...], "another nonce, another box")
        #expect(try opened(anna, again) == content)
    }

    @Test func `a person who is just being made seals the same`() throws {
        let made = try world.anna.seal(secondFactor: Self.content(of: content))
        #expect(try opened(anna, made) == content)
    }

    @Test func `every changed bit, cut and addition is refused`() {
        for bytes in Tampering.flippedBits(sealed.sealed) + Tampering.truncated(sealed.sealed)
            + Tampering.extended(sealed.sealed)
        {
            #expect(throws: refusal) { _ = try anna.secondFactor(row(bytes)) }
        }
    }

    @Test func `nobody else opens it, whatever its row says`() throws {
        let ben = try world.keychain(of: world.ben, granted: false)
        let moved = SealedSecondFactor(person: world.ben.person, sealed: sealed.sealed)
        for row in [sealed, moved] {
            #expect(throws: SealingError(.cannotOpen, .secondFactor, world.ben.person)) {
                _ = try ben.secondFactor(row)
            }
        }
        #expect(throws: refusal) { _ = try anna.secondFactor(moved) }
    }

    @Test func `who has the database alone puts no factor of their own in its place`() throws {
        let bens = try world.keychain(of: world.ben, granted: false)
            .seal(secondFactor: Self.content(of: content))
        #expect(throws: refusal) { _ = try anna.secondFactor(row(bens.sealed)) }
        // Everything public of anna, as if it were the key.
        let publicBytes = anna.agreement.publicBytes
        let forger = try KeyPair(privateBytes: SecretBytes(copying: publicBytes.span))
        let forged = try SealedSecondFactor.seal(
            SecretBytes(copying: content.span), of: world.anna.person, under: forger)
        #expect(throws: refusal) { _ = try anna.secondFactor(forged) }
    }

    @Test func `a new key of the same person does not open what the old one sealed`() throws {
        let renewed = try KeyPair(privateBytes: SecretBytes(filledWith: 0xA7))
        #expect(throws: refusal) {
            _ = try sealed.open(of: world.anna.person, under: renewed)
        }
    }

    @Test(arguments: [0, 1, 183, 185, 368])
    func `only the one length is sealed`(count: Int) throws {
        let other = try Self.content(of: [UInt8](repeating: 7, count: count))
        #expect(throws: SealingError(.outOfBounds, .secondFactor, world.anna.person)) {
            _ = try anna.seal(secondFactor: other)
        }
    }

    @Test func `no other box of the same key is taken for one`() throws {
        let token = try SessionToken.create()
        let place = try anna.sealed(place: content, fingerprint: token.digest)
        let cut = Array(place.prefix(SealedSecondFactor.sealedByteCount))
        for bytes in [place, cut, Array("GKF\u{01}".utf8) + place.prefix(212)] {
            #expect(throws: refusal) { _ = try anna.secondFactor(row(bytes)) }
        }
    }
}

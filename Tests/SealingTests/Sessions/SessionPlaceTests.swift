import OpenSSL
import Testing

@testable import Sealing

/// Where a session is used, and whose it is: for the person's other sessions alone.
@Suite struct SessionPlaceTests {
    private let world: World
    private let anna: Keychain
    private let token: SessionToken
    private let place = Array("203.0.113.7, Firefox, Linux".utf8)
    private let sealed: [UInt8]
    private var refusal: SealingError { SealingError(.cannotOpen, .session, world.anna.person) }

    init() throws {
        world = try World()
        anna = try world.keychain(of: world.anna, granted: false)
        token = try SessionToken.create()
        sealed = try anna.sealed(place: place, fingerprint: token.digest)
    }

    @Test(arguments: [0, 1, 27, 254, 255])
    func `every place comes back, in boxes of one length`(count: Int) throws {
        let place = (0..<count).map { UInt8(truncatingIfNeeded: $0 + 1) }
        let box = try anna.sealed(place: place, fingerprint: token.digest)
        #expect(box.count == 284)
        #expect(try anna.place(in: box, fingerprint: token.digest) == place)
    }

    @Test func `a longer place is not sealed`() {
        for count in [256, 257, 1_000] {
            #expect(throws: SealingError(.outOfBounds, .session, world.anna.person)) {
                _ = try anna.sealed(
                    place: [UInt8](repeating: 1, count: count), fingerprint: token.digest)
            }
        }
    }

    @Test func `another of the person's sessions opens it: the key is the person's`() throws {
        let elsewhere = try world.keychain(of: world.anna)
        #expect(try elsewhere.place(in: sealed, fingerprint: token.digest) == place)
    }

    @Test func `the same place twice is two boxes`() throws {
        let again = try anna.sealed(place: place, fingerprint: token.digest)
        #expect(again != sealed && again.suffix(32) != sealed.suffix(32))
    }

    @Test func `every changed bit, cut and addition is refused`() {
        for bytes in Tampering.flippedBits(sealed) + Tampering.truncated(sealed)
            + Tampering.extended(sealed)
        {
            #expect(throws: refusal) { _ = try anna.place(in: bytes, fingerprint: token.digest) }
        }
    }

    @Test func `a box beside another session, or of another person, is refused`() throws {
        let other = try SessionToken.create()
        for fingerprint in [other.digest, [], Array(token.digest.dropLast()), token.digest + [0]] {
            #expect(throws: refusal) { _ = try anna.place(in: sealed, fingerprint: fingerprint) }
        }
        let ben = try world.keychain(of: world.ben, granted: false)
        #expect(throws: SealingError(.cannotOpen, .session, world.ben.person)) {
            _ = try ben.place(in: sealed, fingerprint: token.digest)
        }
        let bens = try ben.sealed(place: place, fingerprint: token.digest)
        #expect(throws: refusal) { _ = try anna.place(in: bens, fingerprint: token.digest) }
    }

    @Test func `a second factor of the same person is no place`() throws {
        let content = try SecretBytes(copying: [UInt8](repeating: 0, count: 184).span)
        let factor = try anna.seal(secondFactor: SecondFactorContent(content)).sealed
        let zeros = [UInt8](repeating: 0, count: 72)
        for bytes in [factor, factor + zeros.prefix(68), factor.dropFirst(4) + zeros] {
            #expect(throws: refusal) { _ = try anna.place(in: bytes, fingerprint: token.digest) }
        }
    }

    @Test func `a person's sessions are found by one code, and by no other house's`() throws {
        let one = try RuntimeSecret(), other = try RuntimeSecret()
        let (anna, ben) = (world.anna.person, world.ben.person)
        let tags = try [one, other].flatMap { try [$0.tag(of: anna), $0.tag(of: ben)] }
        #expect(Set(tags).count == 4)
        #expect(tags.allSatisfy { $0.count == 16 })
        #expect(try one.tag(of: anna) == tags[0])
    }

    @Test func `without the runtime secret a person's id does not lead to the code`() throws {
        let tag = try RuntimeSecret().tag(of: world.anna.person)
        for byte in UInt8.min...UInt8.max {
            let guess = try RuntimeSecret(fileBytes: [UInt8](repeating: byte, count: 32).span)
            #expect(try guess.tag(of: world.anna.person) != tag)
        }
    }
}

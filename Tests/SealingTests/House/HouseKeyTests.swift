import OpenSSL
import Testing

@testable import Sealing

@Suite struct HouseKeyTests {
    private let refusal = SealingError(.cannotOpen, .houseKey)

    @Test func `a house comes back from its file`() throws {
        let house = try HouseKey.create()
        let file = try house.fileBytes()
        #expect(file.count == HouseKey.fileByteCount)
        let again = try HouseKey(fileBytes: file)
        #expect(again.publicKey == house.publicKey)
        for purpose in HouseKey.Purpose.allCases {
            let one = try house.derive(purpose)
            let isSame = try one.matches(again.derive(purpose))
            #expect(isSame)
        }
    }

    @Test func `two houses differ in everything`() throws {
        let one = try HouseKey.create()
        let other = try HouseKey.create()
        #expect(one.publicKey.fingerprint != other.publicKey.fingerprint)
        #expect(try one.derive(.formToken).exposed() != other.derive(.formToken).exposed())
        #expect(try one.pepper().exposed() != other.pepper().exposed())
    }

    @Test func `every purpose has its own key`() throws {
        let house = try World().house
        var keys = try HouseKey.Purpose.allCases.map { try house.derive($0).exposed() }
        keys.append(try house.pepper().exposed())
        #expect(Set(keys).count == HouseKey.Purpose.allCases.count + 1)
        #expect(keys.allSatisfy { $0.count == 32 })
    }

    /// Computed by Python's `hmac`: HKDF-SHA256 of the secret in the frozen file.
    @Test func `a purpose gives the same key for ever`() throws {
        let house = try HouseKey(fileBytes: SecretBytes(copying: FrozenVectors.houseKeyFile))
        #expect(
            Hex.text(try house.derive(.device).exposed())
                == "8a2e05049564332e143294c0280c09a8b813c4d6c3067e295c2c0497bb5a4626")
    }

    @Test func `a damaged file is refused`() throws {
        let file = try World().house.fileBytes().exposed()
        let damaged =
            Tampering.flippedBits(file) + Tampering.truncated(file) + Tampering.extended(file)
        for bytes in damaged {
            #expect(throws: refusal) {
                _ = try HouseKey(fileBytes: SecretBytes(copying: bytes))
            }
        }
    }

    @Test func `a public key is taken only with its pinned fingerprint`() throws {
        let house = try World().house.publicKey
        let again = try HousePublicKey(bytes: house.bytes, pinned: house.fingerprint)
        #expect(again == house)
        let other = try HouseKey.create().publicKey
        let error = SealingError(.notGenuine, .houseKey)
        #expect(throws: error) {
            _ = try HousePublicKey(bytes: other.bytes, pinned: house.fingerprint)
        }
        #expect(throws: error) { _ = try HousePublicKey(bytes: [], pinned: house.fingerprint) }
        #expect(throws: error) { _ = try HousePublicKey(bytes: house.bytes, pinned: []) }
    }
}

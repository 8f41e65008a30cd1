import OpenSSL
import Testing

struct X25519Tests {
    static let anna = hex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    static let ben = hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb")

    private func agree(_ privateKey: [UInt8], _ publicKey: [UInt8]) throws(OpenSSLError)
        -> [UInt8]
    {
        let key = try X25519.PrivateKey(rawRepresentation: SecretBytes(copying: privateKey))
        return try key.sharedSecret(with: X25519.PublicKey(bytes: publicKey)).revealed()
    }

    @Test func `both sides arrive at the secret of RFC 7748 section 6_1`() throws {
        let anna = try X25519.PrivateKey(rawRepresentation: SecretBytes(copying: Self.anna))
        let ben = try X25519.PrivateKey(rawRepresentation: SecretBytes(copying: Self.ben))
        let ofAnna = anna.publicKey
        let ofBen = ben.publicKey
        let secret = hex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742")
        #expect(
            ofAnna.bytes == hex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"))
        #expect(
            ofBen.bytes == hex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"))
        #expect(try anna.sharedSecret(with: ofBen).revealed() == secret)
        #expect(try ben.sharedSecret(with: ofAnna).revealed() == secret)
    }

    @Test func `the first vector of RFC 7748 section 5_2 comes out`() throws {
        let output = try agree(
            hex("a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4"),
            hex("e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c"))
        #expect(
            output == hex("c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"))
    }

    /// The points of low order, and their spellings at or above the prime.
    @Test(arguments: [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ])
    func `a public key that would make the secret zero is refused`(point: String) {
        let code = failure { () throws(OpenSSLError) in _ = try agree(Self.anna, hex(point)) }
        #expect(code == .invalidKey)
    }

    @Test(arguments: [0, 31, 33])
    func `a key of another length is refused`(count: Int) {
        let privateKey = failure { () throws(OpenSSLError) in
            _ = try agree(repeated(1, count), repeated(9, 32))
        }
        let publicKey = failure { () throws(OpenSSLError) in
            _ = try X25519.PublicKey(bytes: repeated(9, count))
        }
        #expect(privateKey == .invalidKey)
        #expect(publicKey == .invalidKey)
    }

    @Test func `a new key can be put away and taken up again`() throws {
        let key = try X25519.PrivateKey()
        let other = try X25519.PrivateKey()
        let again = try X25519.PrivateKey(rawRepresentation: key.rawRepresentation())
        let ofKey = key.publicKey
        let ofOther = other.publicKey
        let ofAgain = again.publicKey
        #expect(ofKey == ofAgain)
        #expect(ofKey != ofOther)
        #expect(
            try key.sharedSecret(with: ofOther).revealed()
                == other.sharedSecret(with: ofAgain).revealed())
    }
}

import OpenSSL
import Testing

struct Ed25519Tests {
    struct Vector: Sendable {
        let seed, publicKey, message, signature: [UInt8]
    }

    /// RFC 8032 § 7.1, tests 1 and 2.
    static let published = [
        Vector(
            seed: hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"),
            publicKey: hex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
            message: [],
            signature: hex(
                """
                e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155
                5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b
                """)),
        Vector(
            seed: hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"),
            publicKey: hex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"),
            message: [0x72],
            signature: hex(
                """
                92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da
                085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00
                """)),
    ]

    @Test(arguments: published)
    func `the published keys sign as published`(_ vector: Vector) throws {
        let key = try Ed25519.PrivateKey(rawRepresentation: SecretBytes(copying: vector.seed))
        let signature = try key.signature(for: vector.message.span)
        let publicKey = key.publicKey
        #expect(publicKey.bytes == vector.publicKey)
        #expect(signature == vector.signature)
        #expect(try publicKey.isValid(signature: signature.span, for: vector.message.span))
        #expect(try key.rawRepresentation().revealed() == vector.seed)
    }

    @Test func `a flipped bit of signature or message is refused`() throws {
        let vector = Self.published[1]
        let key = try Ed25519.PublicKey(bytes: vector.publicKey)
        for signature in flips(of: vector.signature) {
            #expect(try !key.isValid(signature: signature.span, for: vector.message.span))
        }
        for message in flips(of: vector.message) {
            #expect(try !key.isValid(signature: vector.signature.span, for: message.span))
        }
    }

    @Test func `a signature of another length or another's key is refused`() throws {
        let vector = Self.published[1]
        let key = try Ed25519.PublicKey(bytes: vector.publicKey)
        for count in [0, 63] {
            let cut = Array(vector.signature.prefix(count))
            #expect(try !key.isValid(signature: cut.span, for: vector.message.span))
        }
        let long = vector.signature + [0]
        #expect(try !key.isValid(signature: long.span, for: vector.message.span))
        let stranger = try Ed25519.PrivateKey().publicKey
        let signature = vector.signature
        #expect(try !stranger.isValid(signature: signature.span, for: vector.message.span))
    }

    @Test func `two new keys are two keys`() throws {
        let first = try Ed25519.PrivateKey().publicKey
        let second = try Ed25519.PrivateKey().publicKey
        #expect(first != second)
    }

    @Test(arguments: [0, 31, 33])
    func `a key of another length is refused`(count: Int) {
        let privateKey = failure { () throws(OpenSSLError) in
            _ = try Ed25519.PrivateKey(
                rawRepresentation: SecretBytes(copying: repeated(1, count))
            ).publicKey
        }
        let publicKey = failure { () throws(OpenSSLError) in
            _ = try Ed25519.PublicKey(bytes: repeated(1, count))
        }
        #expect(privateKey == .invalidKey)
        #expect(publicKey == .invalidKey)
    }
}

import OpenSSL
import Testing

struct AESGCMTests {
    struct Vector: Sendable {
        let key, nonce, plaintext, aad, sealed: [UInt8]
    }

    static let text = hex(
        """
        d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
        1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255
        """)
    static let key = hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
    static let nonce = hex("cafebabefacedbaddecaf888")
    static let aad = hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")

    /// McGrew and Viega, "The Galois/Counter Mode of Operation", test cases 13 to 16.
    static let published = [
        Vector(
            key: repeated(0, 32), nonce: repeated(0, 12), plaintext: [], aad: [],
            sealed: hex("530f8afbc74536b9a963b4f1c4cb738b")),
        Vector(
            key: repeated(0, 32), nonce: repeated(0, 12), plaintext: repeated(0, 16), aad: [],
            sealed: hex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")),
        Vector(
            key: key, nonce: nonce, plaintext: text, aad: [],
            sealed: hex(
                """
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662898015ad
                b094dac5d93471bdec1a502270e3cc6c
                """)),
        Vector(
            key: key, nonce: nonce, plaintext: Array(text.prefix(60)), aad: aad,
            sealed: hex(
                """
                522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
                8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662
                76fc6ece0f4e1768cddf8853bb2d551b
                """)),
    ]

    @Test(arguments: published)
    func `the published vectors seal and open`(_ vector: Vector) throws {
        let sealed = try AESGCM.seal(
            vector.plaintext.span, key: SecretBytes(copying: vector.key), nonce: vector.nonce.span,
            authenticating: vector.aad.span)
        #expect(sealed == vector.sealed)
        let opened = try AESGCM.opened(sealed, vector.key, vector.nonce, vector.aad)
        #expect(opened == vector.plaintext)
    }

    @Test func `a flipped bit of text, tag, nonce, key or authenticated data is refused`() {
        let good = Self.published[3]
        let texts = flips(of: good.sealed).map { ($0, good.key, good.nonce, good.aad) }
        let keys = flips(of: good.key).map { (good.sealed, $0, good.nonce, good.aad) }
        let nonces = flips(of: good.nonce).map { (good.sealed, good.key, $0, good.aad) }
        let aads = flips(of: good.aad).map { (good.sealed, good.key, good.nonce, $0) }
        for (sealed, key, nonce, aad) in texts + keys + nonces + aads {
            let code = failure { () throws(OpenSSLError) in
                _ = try AESGCM.opened(sealed, key, nonce, aad)
            }
            #expect(code == .authenticationFailed)
        }
    }

    @Test func `a text cut at any length, or with a byte more, is refused`() {
        let good = Self.published[3]
        let cut = (0..<good.sealed.count).map { Array(good.sealed.prefix($0)) }
        for sealed in cut + [good.sealed + [0]] {
            let code = failure { () throws(OpenSSLError) in
                _ = try AESGCM.opened(sealed, good.key, good.nonce, good.aad)
            }
            #expect(code == .authenticationFailed)
        }
    }

    @Test(arguments: [0, 11, 13, 16])
    func `a nonce of another length is refused`(count: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try AESGCM.seal(
                nothing().span, key: .random(count: 32), nonce: repeated(1, count).span,
                authenticating: nothing().span)
        }
        #expect(code == .invalidLength)
    }

    @Test(arguments: [0, 16, 24, 31, 33])
    func `a key of another length is refused`(count: Int) {
        let code = failure { () throws(OpenSSLError) in
            _ = try AESGCM.seal(
                nothing().span, key: SecretBytes(copying: repeated(1, count)),
                nonce: repeated(1, 12).span,
                authenticating: nothing().span)
        }
        #expect(code == .invalidLength)
    }

    @Test(arguments: [0, 1, 15, 16, 17, 65_537])
    func `a text of any length comes back`(count: Int) throws {
        let key = try SecureRandom.bytes(32)
        let nonce = try SecureRandom.bytes(12)
        let text = try SecureRandom.bytes(count)
        let sealed = try AESGCM.seal(
            text.span, key: SecretBytes(copying: key), nonce: nonce.span,
            authenticating: nothing().span)
        #expect(sealed.count == count + AESGCM.tagCount)
        let opened = try AESGCM.opened(sealed, key, nonce, [])
        #expect(opened == text)
    }
}

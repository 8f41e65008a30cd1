import Testing

@testable import Sealing

@Suite struct FingerprintTests {
    @Test func `the digest is SHA-256's known answer for abc`() throws {
        let digest = try Fingerprint.sha256(Array("abc".utf8).span)
        #expect(
            Hex.text(digest)
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `equal bytes match, other bytes and lengths do not`() {
        #expect(Fingerprint.matches([1, 2], [1, 2]))
        #expect(!Fingerprint.matches([1, 2], [1, 3]))
        #expect(!Fingerprint.matches([1, 2], [1, 2, 0]))
        #expect(Fingerprint.matches([], []))
    }
}

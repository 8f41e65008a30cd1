import OpenSSL
import Testing

struct SHA256Tests {
    @Test func `SHA-256 gives NIST's digests`() throws {
        let empty = try SHA256.digest(of: nothing().span)
        let abc = try SHA256.digest(of: utf8("abc").span)
        #expect(
            empty == hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
        #expect(abc == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    }
}

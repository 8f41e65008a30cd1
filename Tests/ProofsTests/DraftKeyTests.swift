import Testing

@testable import Proofs

struct DraftKeyTests {
    @Test func `a session has one key, of 256 bits, and another session another`() throws {
        let anna = [UInt8](repeating: 1, count: 16)
        let ben = [UInt8](repeating: 2, count: 16)
        let key = try DraftKey.make(sessionSecret: anna.span)
        let again = try DraftKey.make(sessionSecret: anna.span)
        let other = try DraftKey.make(sessionSecret: ben.span)
        #expect(again == key && other != key)
        #expect(Base64.url.bytes(key)?.count == 32)
    }

    @Test func `a secret that can be guessed is refused`() {
        #expect(throws: ProofError.weakSecret) {
            let secret = [UInt8](repeating: 1, count: 15)
            return try DraftKey.make(sessionSecret: secret.span)
        }
    }
}

import OpenSSL
import Testing

struct SecureRandomTests {
    @Test func `random bytes differ and fill every length`() throws {
        let first = try SecureRandom.bytes(32)
        let second = try SecureRandom.bytes(32)
        #expect(first != second)
        #expect(try SecureRandom.bytes(0).isEmpty)
        let many = try SecureRandom.bytes(1 << 20)
        #expect(Set(many).count == 256)
    }
}

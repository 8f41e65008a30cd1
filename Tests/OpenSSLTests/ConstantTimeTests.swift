import OpenSSL
import Testing

struct ConstantTimeTests {
    @Test func `bytes are equal when all of them are`() {
        let bytes = repeated(7, 33)
        for flipped in flips(of: bytes) { #expect(!areEqual(bytes, flipped)) }
        #expect(areEqual(bytes, repeated(7, 33)))
        #expect(!areEqual(bytes, repeated(7, 32)))
        #expect(areEqual([], []))
    }

    private func areEqual(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        ConstantTime.equal(a.span, b.span)
    }
}

import Testing

@testable import Proofs

struct PasskeyPublicKeyTests {
    @Test(arguments: PasskeyAlgorithm.allCases)
    func `a key is written as it was read`(algorithm: PasskeyAlgorithm) throws {
        let key = try PasskeyWorld.passkey(algorithm).publicKey
        #expect(key.algorithm == algorithm)
        #expect(key.coseBytes.count == (algorithm == .edDSA ? 42 : 77))
        #expect(try PasskeyPublicKey(coseBytes: key.coseBytes) == key)
    }

    @Test(arguments: PasskeyAlgorithm.allCases)
    func `a key that ends early or late, or has another head, is refused`(
        algorithm: PasskeyAlgorithm
    ) throws {
        let good = try PasskeyWorld.passkey(algorithm).publicKey.coseBytes
        for count in 0..<good.count {
            #expect(throws: WebAuthnRefusal.malformedPublicKey) {
                _ = try PasskeyPublicKey(coseBytes: Array(good.prefix(count)))
            }
        }
        #expect(throws: WebAuthnRefusal.malformedPublicKey) {
            _ = try PasskeyPublicKey(coseBytes: good + [0])
        }
        for bit in 0..<80 {
            var changed = good
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(throws: WebAuthnRefusal.self, "bit \(bit)") {
                _ = try PasskeyPublicKey(coseBytes: changed)
            }
        }
    }

    @Test func `parameters out of order are refused`() throws {
        let good = try PasskeyWorld.passkey(.edDSA).publicKey.coseBytes
        let point = good.suffix(32)
        for text in ["a4032701012006215820", "a4010103272158202006"] {
            #expect(throws: WebAuthnRefusal.malformedPublicKey) {
                _ = try PasskeyPublicKey(coseBytes: hex(text) + point)
            }
        }
    }
}

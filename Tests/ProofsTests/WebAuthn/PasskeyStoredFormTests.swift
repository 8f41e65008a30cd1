import Testing

@testable import Proofs

/// Version 1 of a stored passkey. These must be read for ever.
struct PasskeyStoredFormTests {
    static let frozen: [PasskeyAlgorithm: String] = [
        .es256: """
        474b500104030000000747656e6b616e2074657374206b657920808182838485868788898a8b8c8d8e8f
        909192939495969798999a9b9c9d9e9f0014192015184169ad40b5d5bf60eb88563aa1295349a5010203
        2620012158204f8b2d3f3dda340fb5b9a059ffc93d45472eef2c04bfb420d64060e75b64d89e2258209e
        691afc4d74ed0adaa66ae4420acd366a7ec52bf34a0c0823a88f42f8616f78
        """,
        .edDSA: """
        474b500104030000000747656e6b616e2074657374206b657920808182838485868788898a8b8c8d8e8f
        909192939495969798999a9b9c9d9e9f0014192015184169ad40b5d5bf60eb88563aa1295349a4010103
        272006215820257cc9f0f79cb459b7656cc7c52055130a6eec3c4b00246ed98de925ee9261a4
        """,
    ]

    private func passkey(_ algorithm: PasskeyAlgorithm) throws -> Passkey {
        try PasskeyWorld.passkey(algorithm)
    }

    @Test(arguments: PasskeyAlgorithm.allCases)
    func `the frozen bytes are anna's passkeys`(algorithm: PasskeyAlgorithm) throws {
        let frozen = wrapped(try #require(Self.frozen[algorithm]))
        let passkey = try passkey(algorithm)
        #expect(passkey.bytes == frozen)
        #expect(try Passkey(bytes: frozen) == passkey)
    }

    @Test func `every length of id, flag and transport comes back`() throws {
        let registration = try PasskeyWorld.register(RegistrationVector.named("good EdDSA"))
        for count in [1, 255, 256, 1023] {
            for (flags, transports) in [(0, 0), (1, 63), (3, 1), (4, 32), (5, 2), (7, 4)] {
                let passkey = Passkey(
                    credentialID: [UInt8](repeating: 5, count: count),
                    publicKey: registration.publicKey, counter: .max,
                    isBackupEligible: flags & 1 != 0, isBackedUp: flags & 2 != 0,
                    isPRFEnabled: flags & 4 != 0,
                    transports: PasskeyTransports(rawValue: UInt8(transports)),
                    aaguid: registration.aaguid, salt: try PasskeyWorld.salt())
                let bytes = passkey.bytes
                #expect(bytes.count == 60 + count + 42)
                #expect(try Passkey(bytes: bytes) == passkey)
            }
        }
    }

    @Test(arguments: PasskeyAlgorithm.allCases)
    func `a form that ends early or late is refused`(algorithm: PasskeyAlgorithm) throws {
        let good = try passkey(algorithm).bytes
        for count in 0..<good.count { #expect(isRefused(Array(good.prefix(count))), "\(count)") }
        #expect(isRefused(good + [0]))
    }

    @Test func `another magic, version, flag, transport, length or key is refused`() throws {
        let good = try passkey(.es256).bytes
        let last = good.count - 1
        for (index, byte) in [
            (0, 0x48), (3, 0), (3, 2), (4, 8), (4, 0x80), (4, 2), (5, 0x40), (5, 0x80), (58, 1),
            (59, 0), (59, 19), (59, 21), (80, 0xa4), (last, Int(good[last] ^ 1)),
        ] {
            var changed = good
            changed[index] = UInt8(byte)
            #expect(isRefused(changed), "byte \(index) as \(byte)")
        }
    }

    private func isRefused(_ bytes: [UInt8]) -> Bool {
        do {
            _ = try Passkey(bytes: bytes)
            return false
        } catch { return error == .malformedPasskey }
    }
}

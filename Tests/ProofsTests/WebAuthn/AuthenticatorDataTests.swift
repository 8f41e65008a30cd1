import Testing

@testable import Proofs

struct AuthenticatorDataTests {
    private let head = [UInt8](repeating: 9, count: 32)

    private func credential(idCount: Int, idBytes: Int? = nil) throws -> [UInt8] {
        let key = try PasskeyWorld.passkey(.edDSA).publicKey.coseBytes
        return head + [0x45, 0, 0, 1, 2] + [UInt8](repeating: 3, count: 16)
            + [UInt8(idCount >> 8), UInt8(idCount & 255)]
            + [UInt8](repeating: 4, count: idBytes ?? idCount) + key
    }

    @Test func `the parts are where the standard says`() throws {
        let data = try AuthenticatorData(credential(idCount: 5))
        #expect(data.relyingPartyHash == head)
        #expect(data.flags == [.userPresent, .userVerified, .attestedCredential])
        #expect(data.counter == 258)
        #expect(data.credential?.aaguid == [UInt8](repeating: 3, count: 16))
        #expect(data.credential?.id == [UInt8](repeating: 4, count: 5))
    }

    @Test func `a credential id has 1 to 1023 bytes`() throws {
        for count in [1, 1023] {
            #expect(throws: Never.self) { _ = try AuthenticatorData(credential(idCount: count)) }
        }
        for count in [0, 1024, 65_535] {
            #expect(throws: WebAuthnRefusal.malformedCredentialID) {
                _ = try AuthenticatorData(credential(idCount: count, idBytes: 2000))
            }
        }
        #expect(throws: WebAuthnRefusal.malformedAuthenticatorData) {
            _ = try AuthenticatorData(credential(idCount: 1023, idBytes: 5))
        }
    }

    @Test func `data that end early or late are refused`() throws {
        let good = try credential(idCount: 5)
        for count in 0..<good.count {
            #expect(throws: WebAuthnRefusal.self, "\(count)") {
                _ = try AuthenticatorData(Array(good.prefix(count)))
            }
        }
        #expect(throws: WebAuthnRefusal.malformedAuthenticatorData) {
            _ = try AuthenticatorData(good + [0xa0])
        }
    }

    @Test(arguments: [
        ("a0", true), ("a1616101", true), ("a10001", false), ("80", false), ("", false),
        ("a0a0", false), ("a16161", false),
    ])
    func `extensions are one map of texts`(text: String, isRead: Bool) {
        let data = head + [0x85, 0, 0, 0, 0] + hex(text)
        #expect(((try? AuthenticatorData(data)) != nil) == isRead)
        let unannounced = head + [0x05, 0, 0, 0, 0] + hex(text)
        #expect(((try? AuthenticatorData(unannounced)) != nil) == text.isEmpty)
    }
}

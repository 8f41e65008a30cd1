import OpenSSL
import Testing

@testable import Proofs

struct AssertionTests {
    @Test(arguments: AssertionVector.all)
    func `an assertion is accepted or refused for its one reason`(
        _ vector: AssertionVector
    ) throws {
        let passkey = try PasskeyWorld.passkey(vector.algorithm)
        let refusal = try refusal {
            _ = try PasskeyWorld.verify(vector.response, passkey: passkey)
        }
        #expect(refusal == vector.refusal)
    }

    @Test func `the passkey that comes back has the new counter and nothing else new`() throws {
        let passkey = try PasskeyWorld.passkey(.edDSA)
        let good = try AssertionVector.named("good EdDSA")
        let used = try PasskeyWorld.verify(good, passkey: passkey)
        #expect(used == passkey.used(counter: 8, isBackedUp: false))
        // The same answer a second time is a counter that did not rise.
        let again = try refusal { _ = try PasskeyWorld.verify(good, passkey: used) }
        #expect(again == .cloned)
    }

    /// What the vectors, whose passkey counts, do not show.
    @Test(
        arguments: [
            (0, 0, nil), (0, 1, nil), (1, 0, .cloned), (5, 5, .cloned), (5, 4, .cloned),
            (5, 6, nil),
            (UInt32.max, UInt32.max, .cloned), (UInt32.max, 0, .cloned),
        ] as [(UInt32, UInt32, WebAuthnRefusal?)])
    func `a counter rises, or both are zero`(
        stored: UInt32, sent: UInt32, expected: WebAuthnRefusal?
    ) throws {
        let signer = try Ed25519.PrivateKey()
        let passkey = try Self.passkey(signer.publicKey, counter: stored, isBackupEligible: false)
        let response = try Self.response(signer, flags: 5, counter: sent)
        let refused = try refusal { _ = try PasskeyWorld.verify(response, passkey: passkey) }
        #expect(refused == expected)
    }

    @Test func `backup may come and go where it is allowed, and eligibility may not`() throws {
        let signer = try Ed25519.PrivateKey()
        let passkey = try Self.passkey(signer.publicKey, counter: 0, isBackupEligible: true)
        let backedUp = try Self.response(signer, flags: 0x1d, counter: 0)
        let notYet = try Self.response(signer, flags: 0x0d, counter: 0)
        let never = try Self.response(signer, flags: 0x05, counter: 0)
        #expect(try PasskeyWorld.verify(backedUp, passkey: passkey).isBackedUp)
        #expect(try !PasskeyWorld.verify(notYet, passkey: passkey).isBackedUp)
        #expect(
            try refusal { _ = try PasskeyWorld.verify(never, passkey: passkey) }
                == .backupEligibilityChanged)
    }

    @Test func `without a user handle the person must be known already`() throws {
        let signer = try Ed25519.PrivateKey()
        let passkey = try Self.passkey(signer.publicKey, counter: 0, isBackupEligible: false)
        let response = try Self.response(signer, flags: 5, counter: 1, user: nil)
        #expect(throws: Never.self) {
            _ = try PasskeyWorld.verify(response, passkey: passkey, named: false)
        }
        let refused = try refusal { _ = try PasskeyWorld.verify(response, passkey: passkey) }
        #expect(refused == .userMissing)
    }

    @Test(arguments: ["good ES256", "good EdDSA"])
    func `every flipped bit of data, client data and signature is refused`(name: String) throws {
        let vector = try #require(AssertionVector.all.first { $0.name == name })
        let passkey = try PasskeyWorld.passkey(vector.algorithm)
        let good = vector.response
        let parts = [good.clientData, good.authenticatorData, good.signature]
        for part in parts.indices {
            for bit in 0..<parts[part].count * 8 {
                var changed = parts
                changed[part][bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(try refused(good, changed, passkey) != nil, "part \(part), bit \(bit)")
            }
            for count in 0..<parts[part].count {
                var changed = parts
                changed[part] = Array(parts[part].prefix(count))
                #expect(try refused(good, changed, passkey) != nil, "part \(part), cut \(count)")
            }
            var changed = parts
            changed[part].append(0)
            #expect(try refused(good, changed, passkey) != nil, "part \(part), longer")
        }
    }

    private func refused(
        _ good: PasskeyAssertionResponse, _ parts: [[UInt8]], _ passkey: Passkey
    ) throws -> WebAuthnRefusal? {
        let changed = PasskeyAssertionResponse(
            credentialID: good.credentialID, clientData: parts[0], authenticatorData: parts[1],
            signature: parts[2], userHandle: good.userHandle)
        return try refusal { _ = try PasskeyWorld.verify(changed, passkey: passkey) }
    }
}

/// An authenticator of our own, for what changes from case to case.
extension AssertionTests {
    private static func passkey(
        _ key: Ed25519.PublicKey, counter: UInt32, isBackupEligible: Bool
    ) throws -> Passkey {
        Passkey(
            PasskeyRegistration(
                credentialID: [1], publicKey: PasskeyPublicKey(key: .edDSA(key)),
                counter: counter, isBackupEligible: isBackupEligible, isBackedUp: false,
                aaguid: [UInt8](repeating: 0, count: 16), transports: [], isPRFEnabled: false),
            salt: try PasskeyWorld.salt())
    }

    private static func response(
        _ signer: borrowing Ed25519.PrivateKey, flags: UInt8, counter: UInt32,
        user: [UInt8]? = Array(64..<96)
    ) throws -> PasskeyAssertionResponse {
        let clientData = try AssertionVector.named("good EdDSA").clientData
        let counted = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: counter >> $0) }
        let data = try PasskeyWorld.house().idHash + [flags] + counted
        let message = try data + SHA256.digest(of: clientData.span)
        return PasskeyAssertionResponse(
            credentialID: [1], clientData: clientData, authenticatorData: data,
            signature: try signer.signature(for: message.span), userHandle: user)
    }
}

import Testing

@testable import Proofs

struct RegistrationTests {
    @Test(arguments: RegistrationVector.all)
    func `a registration is accepted or refused for its one reason`(
        _ vector: RegistrationVector
    ) throws {
        let refusal = try refusal { _ = try PasskeyWorld.register(vector.response) }
        #expect(refusal == vector.refusal)
    }

    @Test func `what the authenticator said is in the registration`() throws {
        let plain = try PasskeyWorld.register(RegistrationVector.named("good ES256"))
        #expect(plain.credentialID == hex("192015184169ad40b5d5bf60eb88563aa1295349"))
        #expect(plain.publicKey.algorithm == .es256)
        #expect(plain.counter == 7)
        #expect(!plain.isBackupEligible && !plain.isBackedUp)
        #expect(plain.aaguid == utf8("Genkan test key "))
        #expect(plain.transports == [.usb, .nfc])
        #expect(plain.isPRFEnabled)
        let rich = try PasskeyWorld.register(
            RegistrationVector.named("good, synchronised, with extensions"))
        #expect(rich.isBackupEligible && rich.isBackedUp)
        #expect(rich.publicKey.algorithm == .edDSA)
    }

    @Test func `an algorithm that was not offered is refused`() throws {
        let response = try RegistrationVector.named("good ES256")
        let refusal = try refusal {
            _ = try PasskeyWorld.register(response, offered: [.edDSA])
        }
        #expect(refusal == .unofferedAlgorithm)
    }

    @Test(arguments: ["good ES256", "good EdDSA", "good, synchronised, with extensions"])
    func `an attestation object that ends early or late is refused`(name: String) throws {
        let good = try RegistrationVector.named(name)
        for count in 0..<good.attestationObject.count {
            let cut = Array(good.attestationObject.prefix(count))
            #expect(try refused(good, cut) != nil, "\(count) bytes")
        }
        for byte: UInt8 in [0, 0xa0, 0xff] {
            #expect(try refused(good, good.attestationObject + [byte]) == .malformedAttestation)
        }
    }

    private func refused(
        _ good: PasskeyRegistrationResponse, _ attestation: [UInt8]
    ) throws -> WebAuthnRefusal? {
        let changed = PasskeyRegistrationResponse(
            credentialID: good.credentialID, clientData: good.clientData,
            attestationObject: attestation, transports: [], isPRFEnabled: false)
        return try refusal { _ = try PasskeyWorld.register(changed) }
    }

    @Test func `a response is base64url of at most the documented lengths`() throws {
        let good = try PasskeyRegistrationResponse(
            credentialID: "AAAA", clientData: "e30", attestationObject: "oA",
            transports: ["internal", "telepathy"], isPRFEnabled: false)
        #expect(good.transports.names == ["internal"])
        let longest = Base64.url.text([UInt8](repeating: 1, count: 1023))
        let long = Base64.url.text([UInt8](repeating: 1, count: 1024))
        #expect(throws: Never.self) { _ = try registration(id: longest) }
        for id in ["", "AAA=", "A", "A+A", "AAB", " AAA", long] {
            #expect(throws: WebAuthnRefusal.malformedResponse, "\(id.prefix(8))") {
                _ = try registration(id: id)
            }
        }
    }

    private func registration(id: String) throws -> PasskeyRegistrationResponse {
        try PasskeyRegistrationResponse(
            credentialID: id, clientData: "e30", attestationObject: "oA", transports: [],
            isPRFEnabled: false)
    }
}

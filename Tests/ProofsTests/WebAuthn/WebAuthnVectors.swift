import Testing

@testable import Proofs

/// A registration that `Tests/Peers/webauthn_vectors.py` made, and what must become of it. Where
/// nothing is said it is the good one, of ES256.
struct RegistrationVector: Sendable, CustomTestStringConvertible {
    let name: String
    let refusal: WebAuthnRefusal?
    let response: PasskeyRegistrationResponse

    init(
        _ name: String, _ refusal: WebAuthnRefusal?, id: String = Self.id,
        client: String = Self.client, attestation: String = Self.attestation
    ) {
        self.name = name
        self.refusal = refusal
        response = PasskeyRegistrationResponse(
            credentialID: wrapped(id), clientData: wrapped(client),
            attestationObject: wrapped(attestation), transports: [.usb, .nfc],
            isPRFEnabled: true)
    }

    var testDescription: String { name }

    static let all = part1 + part2 + part3

    static func named(_ name: String) throws -> PasskeyRegistrationResponse {
        try #require(all.first { $0.name == name }).response
    }
}

/// The same for an assertion by a passkey whose counter is 7.
struct AssertionVector: Sendable, CustomTestStringConvertible {
    let name: String
    let refusal: WebAuthnRefusal?
    /// Which of anna's two passkeys signs.
    let algorithm: PasskeyAlgorithm
    let response: PasskeyAssertionResponse

    init(
        _ name: String, _ refusal: WebAuthnRefusal?, algorithm: Int = -7,
        id: String = Self.id, client: String = Self.client, data: String = Self.data,
        signature: String = Self.signature, user: String = Self.user
    ) {
        self.name = name
        self.refusal = refusal
        self.algorithm = algorithm == -8 ? .edDSA : .es256
        response = PasskeyAssertionResponse(
            credentialID: wrapped(id), clientData: wrapped(client),
            authenticatorData: wrapped(data), signature: wrapped(signature),
            userHandle: wrapped(user))
    }

    var testDescription: String { name }

    static let all = part1 + part2

    static func named(_ name: String) throws -> PasskeyAssertionResponse {
        try #require(all.first { $0.name == name }).response
    }
}

extension PasskeyTransports {
    static let usb = PasskeyTransports(rawValue: 1)
    static let nfc = PasskeyTransports(rawValue: 2)
}

/// Hexadecimal over several lines.
func wrapped(_ text: String) -> [UInt8] { hex(text.split(separator: "\n").joined()) }

/// The house that the vectors were made for, its challenge, and anna.
enum PasskeyWorld {
    static func house() throws -> RelyingParty {
        try RelyingParty(
            id: "desk.example.org", name: "Genkan", origin: "https://desk.example.org")
    }

    static func challenge() throws -> WebAuthnChallenge {
        try #require(WebAuthnChallenge(bytes: Array(0..<32)))
    }

    static func anna() throws -> PasskeyUserHandle {
        try #require(PasskeyUserHandle(bytes: Array(64..<96)))
    }

    static func salt() throws -> PasskeySalt {
        try #require(PasskeySalt(bytes: Array(128..<160)))
    }

    static func register(
        _ response: PasskeyRegistrationResponse,
        offered: [PasskeyAlgorithm] = PasskeyAlgorithm.allCases
    ) throws -> PasskeyRegistration {
        try house().register(response, challenge: challenge(), offered: offered)
    }

    /// anna's passkey of this algorithm, as it was registered.
    static func passkey(_ algorithm: PasskeyAlgorithm) throws -> Passkey {
        let name = algorithm == .edDSA ? "good EdDSA" : "good ES256"
        return Passkey(try register(RegistrationVector.named(name)), salt: try salt())
    }

    static func verify(
        _ response: PasskeyAssertionResponse, passkey: Passkey, named: Bool = true
    ) throws -> Passkey {
        try house().verify(
            response, challenge: challenge(),
            owner: PasskeyOwner(
                handle: anna(), passkeys: [passkey], isNamedByPasskey: named))
    }
}

/// What `body` refuses with, or nil.
func refusal(_ body: () throws -> Void) throws -> WebAuthnRefusal? {
    do {
        try body()
        return nil
    } catch let refusal as WebAuthnRefusal { return refusal }
}

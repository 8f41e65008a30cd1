import Foundation
import OpenSSL
import Testing

@testable import GenkanWeb

/// An authenticator in software: one EdDSA passkey with a counter and a pseudo-random function.
final class SoftPasskey {
    let id: [UInt8]
    private let key: Ed25519.PrivateKey
    private let secret: [UInt8]
    private var user: [UInt8] = []
    var counter: UInt32 = 0

    /// What a test has it say wrongly.
    struct Lies {
        var origin = "https://forms.example.test"
        var party = "forms.example.test"
        /// User present and verified.
        var flags: UInt8 = 0x05
        var type: String?
        var challenge: String?
        var user: [UInt8]?
        var crossOrigin = false
    }

    init() throws {
        id = try SecureRandom.bytes(24)
        key = try Ed25519.PrivateKey()
        secret = try SecureRandom.bytes(32)
    }

    /// The fields of a registration, to JSON options as the page's script got them.
    func made(
        _ json: String, lies: Lies = Lies(), hasOutput: Bool = true
    ) throws -> [String: String] {
        let options = try Options(json)
        user = try #require(options.user)
        let client = clientData("webauthn.create", options, lies)
        let cose: [UInt8] = [0xA4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 0x20] + key.publicKey.bytes
        let data =
            try head(lies, flags: lies.flags | 0x40) + [UInt8](repeating: 0, count: 16)
            + [0, UInt8(id.count)] + id + cose
        let attestation: [UInt8] =
            [0xA3, 0x63] + Array("fmt".utf8) + [0x64] + Array("none".utf8) + [0x67]
            + Array("attStmt".utf8) + [0xA0, 0x68] + Array("authData".utf8)
            + [0x58, UInt8(data.count)] + data
        var fields = [
            "ticket": options.ticket, "id": Self.text(id), "client": Self.text(client),
            "attestation": Self.text(attestation), "transports": "usb,internal",
        ]
        fields["prf"] = hasOutput ? try output(options) : nil
        return fields
    }

    /// The fields of an assertion.
    func asserted(
        _ json: String, lies: Lies = Lies(), hasOutput: Bool = true, rises: Bool = true
    ) throws -> [String: String] {
        let options = try Options(json)
        if rises { counter += 1 }
        let client = clientData("webauthn.get", options, lies)
        let data = try head(lies, flags: lies.flags)
        let digest = try SHA256.digest(of: client.span)
        let signature = try key.signature(for: (data + digest).span)
        var fields = [
            "ticket": options.ticket, "id": Self.text(id), "client": Self.text(client),
            "data": Self.text(data), "signature": Self.text(signature),
            "user": Self.text(lies.user ?? user),
        ]
        fields["prf"] = hasOutput ? try output(options) : nil
        return fields
    }

    private func head(_ lies: Lies, flags: UInt8) throws -> [UInt8] {
        let party = Array(lies.party.utf8)
        let octets = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: counter >> UInt32($0)) }
        return try SHA256.digest(of: party.span) + [flags] + octets
    }

    private func clientData(_ type: String, _ options: Options, _ lies: Lies) -> [UInt8] {
        let cross = lies.crossOrigin ? "true" : "false"
        return Array(
            (#"{"type":"\#(lies.type ?? type)","challenge":"\#(lies.challenge ?? options.challenge)","#
                + #""origin":"\#(lies.origin)","crossOrigin":\#(cross)}"#).utf8)
    }

    private func output(_ options: Options) throws -> String? {
        guard let salt = options.salt else { return nil }
        let bytes = secret + Array(salt.utf8)
        return Self.text(try SHA256.digest(of: bytes.span))
    }

    /// Base64url without padding.
    static func text(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// What a script reads out of the answer.
    private struct Options {
        let ticket: String
        let challenge: String
        let user: [UInt8]?
        let salt: String?

        init(_ json: String) throws {
            func find(_ pattern: Regex<(Substring, Substring)>) -> String? {
                json.firstMatch(of: pattern).map { String($0.1) }
            }
            ticket = try #require(find(/"ticket":"([^"]+)"/), "\(json)")
            challenge = try #require(find(/"challenge":"([^"]+)"/))
            salt = find(/"first":"([^"]+)"/)
            user = find(/"user":\{"id":"([^"]+)"/).flatMap {
                let text = $0.replacing("-", with: "+").replacing("_", with: "/")
                return Data(base64Encoded: text + "=").map { [UInt8]($0) }
            }
        }
    }
}

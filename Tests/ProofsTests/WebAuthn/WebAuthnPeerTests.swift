import Foundation
import Testing

@testable import Proofs

/// The Swift half of `Tests/Peers/test_webauthn_peer.py`, which runs these suites one after the
/// other with `GENKAN_WEBAUTHN_EXCHANGE` naming a directory. Ours writes options as they stand in a
/// page; the peer's browser and authenticator answer with the JSON that a page would send.
enum WebAuthnExchange {
    static let directory = ProcessInfo.processInfo.environment["GENKAN_WEBAUTHN_EXCHANGE"]

    static func file(_ name: String) throws -> URL {
        URL(fileURLWithPath: try #require(directory)).appendingPathComponent(name)
    }

    /// One value of JSON on each line.
    static func lines<Value: Decodable>(_ name: String, of type: Value.Type) throws -> [Value] {
        let data = try Data(contentsOf: file(name))
        let lines = try data.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(type, from: $0)
        }
        try #require(!lines.isEmpty)
        return lines
    }

    static func bytes(_ text: String) throws -> [UInt8] {
        try #require(Base64.url.bytes(text))
    }

    static func write(_ name: String, _ lines: [String]) throws {
        try Data(lines.joined(separator: "\n").utf8).write(to: file(name))
    }

    static func challenge(_ name: String, _ index: Int) throws -> WebAuthnChallenge {
        let text = try lines(name, of: Asked.self)[index].challenge
        return try #require(WebAuthnChallenge(bytes: WebAuthnExchange.bytes(text)))
    }

    private struct Asked: Decodable { let challenge: String }

    /// A house and a person of it, as the peer made them up.
    struct World: Decodable {
        let id, name, origin, user, userName, displayName: String

        func house() throws -> RelyingParty {
            try RelyingParty(id: id, name: name, origin: origin)
        }

        func handle() throws -> PasskeyUserHandle {
            try #require(PasskeyUserHandle(bytes: WebAuthnExchange.bytes(user)))
        }
    }
}

@Suite(.enabled(if: WebAuthnExchange.directory != nil))
struct WebAuthnPeerOptionsTests {
    @Test func `creation options are written for the peer`() throws {
        let worlds = try WebAuthnExchange.lines("worlds.txt", of: WebAuthnExchange.World.self)
        let options = try worlds.map { world in
            try PasskeyCreationOptions(
                relyingParty: world.house(), user: world.handle(), userName: world.userName,
                displayName: world.displayName, challenge: .random(), salt: .random(),
                excluded: [
                    PasskeyDescriptor(
                        credentialID: [1, 2, 3], transports: .usb, salt: .random())
                ])
        }
        try WebAuthnExchange.write("salts.txt", options.map { Base64.url.text($0.salt.bytes) })
        try WebAuthnExchange.write("creation.txt", options.map(\.json))
    }
}

@Suite(.enabled(if: WebAuthnExchange.directory != nil))
struct WebAuthnPeerRegistrationTests {
    private struct Sent: Decodable {
        struct Response: Decodable { let clientDataJSON, attestationObject: String }
        struct Extensions: Decodable {
            struct PRF: Decodable { let enabled: Bool }
            let prf: PRF?
        }
        let rawId: String
        let response: Response
        let clientExtensionResults: Extensions
    }

    @Test func `the peer's passkeys are registered and asked for`() throws {
        let worlds = try WebAuthnExchange.lines("worlds.txt", of: WebAuthnExchange.World.self)
        let sent = try WebAuthnExchange.lines("registrations.txt", of: Sent.self)
        try #require(sent.count == worlds.count)
        let salts = try String(contentsOf: WebAuthnExchange.file("salts.txt"), encoding: .utf8)
            .split(separator: "\n").map(String.init)
        var passkeys: [String] = []
        var requests: [String] = []
        for (index, world) in worlds.enumerated() {
            let response = try PasskeyRegistrationResponse(
                credentialID: sent[index].rawId,
                clientData: sent[index].response.clientDataJSON,
                attestationObject: sent[index].response.attestationObject, transports: ["usb"],
                isPRFEnabled: sent[index].clientExtensionResults.prf?.enabled ?? false)
            let registration = try world.house().register(
                response, challenge: WebAuthnExchange.challenge("creation.txt", index))
            let salt = try #require(PasskeySalt(bytes: WebAuthnExchange.bytes(salts[index])))
            let passkey = Passkey(registration, salt: salt)
            passkeys.append(Base64.url.text(passkey.bytes))
            let options = try PasskeyRequestOptions(
                relyingParty: world.house(), challenge: .random(),
                allowed: index % 2 == 0 ? [PasskeyDescriptor(passkey)] : [])
            requests.append(options.json)
        }
        try WebAuthnExchange.write("request.txt", requests)
        try WebAuthnExchange.write("passkeys.txt", passkeys)
    }
}

@Suite(.enabled(if: WebAuthnExchange.directory != nil))
struct WebAuthnPeerAssertionTests {
    private struct Sent: Decodable {
        struct Response: Decodable {
            let clientDataJSON, authenticatorData, signature: String
            let userHandle: String?
        }
        let rawId: String
        let response: Response
    }

    @Test func `the peer's assertions are verified`() throws {
        let worlds = try WebAuthnExchange.lines("worlds.txt", of: WebAuthnExchange.World.self)
        let sent = try WebAuthnExchange.lines("assertions.txt", of: Sent.self)
        try #require(sent.count == worlds.count)
        let passkeys = try String(
            contentsOf: WebAuthnExchange.file("passkeys.txt"), encoding: .utf8
        ).split(separator: "\n").map { try WebAuthnExchange.bytes(String($0)) }
        var counters: [String] = []
        for (index, world) in worlds.enumerated() {
            let response = try PasskeyAssertionResponse(
                credentialID: sent[index].rawId,
                clientData: sent[index].response.clientDataJSON,
                authenticatorData: sent[index].response.authenticatorData,
                signature: sent[index].response.signature,
                userHandle: sent[index].response.userHandle)
            let used = try world.house().verify(
                response, challenge: WebAuthnExchange.challenge("request.txt", index),
                owner: PasskeyOwner(
                    handle: world.handle(), passkeys: [Passkey(bytes: passkeys[index])],
                    isNamedByPasskey: true))
            counters.append(String(used.counter))
        }
        try WebAuthnExchange.write("verified.txt", counters)
    }
}

import OpenSSL
import Testing

@testable import Sealing

/// The bytes of sessions beside the session itself, which must open for as long as a row may live.
@Suite struct FrozenSessionTests {
    private typealias Bytes = FrozenSessionVectors

    private let world: World
    private let anna: Keychain
    private let token: SessionToken
    private let runtime: RuntimeSecret

    init() throws {
        world = try World()
        anna = try world.keychain(of: world.anna, granted: false)
        token = try SessionToken(bytes: SecretBytes(filledWith: 0x71))
        runtime = try RuntimeSecret(fileBytes: [UInt8](repeating: 0x72, count: 32).span)
    }

    /// Begun now, used last a minute later, then address and device behind their lengths.
    private var place: [UInt8] {
        var writer = ByteWriter()
        writer.append(World.now)
        writer.append(World.now + 60_000_000)
        for text in ["203.0.113.7", "Firefox, Linux"] {
            writer.append(UInt8(text.utf8.count))
            writer.append(Array(text.utf8))
        }
        return writer.bytes
    }

    private var pending: PendingSignIn {
        PendingSignIn(anna, begun: World.now).tried.tried
    }

    @Test func `a pending sign-in of version 1 opens`() throws {
        let opened = try PendingSignIn.unseal(
            Bytes.pendingSignIn, token: token, runtime: runtime)
        #expect(opened.person == world.anna.person && !opened.isDecoy)
        #expect(opened.begun == World.now && opened.tries == 2)
        #expect(try opened.keychain(world.roster)?.person.name == "anna")
    }

    @Test func `where a session is used opens, and whose it is comes out again`() throws {
        let opened = try anna.place(in: Bytes.sessionPlace, fingerprint: token.digest)
        #expect(opened == place)
        #expect(try runtime.tag(of: world.anna.person) == Bytes.sessionPerson)
    }

    @Test func `the same inputs still give the same bytes`() throws {
        let nonces = [6, 7].map { [UInt8](repeating: $0, count: 12) }
        let sealed = try pending.sealed(token: token, runtime: runtime, nonce: nonces[0])
        #expect(Hex.text(sealed) == Hex.text(Bytes.pendingSignIn))
        let box = try anna.sealed(
            place: place, fingerprint: token.digest, nonce: nonces[1])
        #expect(Hex.text(box) == Hex.text(Bytes.sessionPlace))
    }
}

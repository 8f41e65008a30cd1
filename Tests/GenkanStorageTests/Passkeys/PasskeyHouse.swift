import OpenSSL
import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// What this floor sees of passkeys: their ids, what their function gives, and what the floor above says
/// of an assertion.
extension StorageHouse {
    static let credentialID = [UInt8](repeating: 0xC1, count: 20)

    /// The output of the passkey with this number.
    static func output(_ number: UInt8 = 1) throws -> PasskeyOutput {
        var text = ""
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef")
        for _ in 0..<42 { text.append(alphabet[Int(number)]) }
        return try #require(try PasskeyOutput.read(text + "A"))
    }

    func ticket(
        for purpose: PasskeyTicket.Purpose, of live: LiveSession
    ) throws -> String {
        try storage.passkeys.ticket(for: purpose, of: live, now: clock.now).text
    }

    /// Adds a passkey of somebody who is signed in.
    @discardableResult
    func addPasskey(
        of live: LiveSession, _ id: [UInt8] = credentialID, name: String = "blue key",
        output: PasskeyOutput?, counter: UInt32 = 5, password: String = "anna's long password",
        ticket: String? = nil
    ) async throws -> PasskeyStore.Change {
        let name = try #require(PasskeyName(name))
        return try await storage.passkeys.add(
            ticket: ticket ?? self.ticket(for: .register, of: live), of: live,
            password: Self.password(password), now: clock.now
        ) { _ in
            PasskeyStore.New(
                credentialID: id, content: [7, 8, 9], counter: counter, isBackedUp: false,
                output: output, name: name)
        }
    }

    /// Signs in without a password, with an assertion of which the floor above says this.
    func signIn(
        passkey id: [UInt8] = credentialID, ticket: String? = nil, output: PasskeyOutput?,
        _ verdict: PasskeyVerdict = .right(counter: 6, isBackedUp: false)
    ) async throws -> SignInStore.PasskeyAnswer {
        let ticket =
            if let ticket { ticket } else {
                try storage.signIns.passkeyTicket(now: clock.now).text
            }
        return try await storage.signIns.signIn(
            GivenPasskey(ticket: ticket, credentialID: id), output: output, place: Self.place,
            now: clock.now
        ) { _, _ in verdict }
    }

    /// The token of a sign-in whose password was right (or not) and whose second page is open.
    func pending(_ name: String = "anna", _ password: String? = nil) async throws -> String {
        try await storage.signIns.begin(
            name: name, password: Self.password(password ?? "\(name)'s long password"),
            now: clock.now
        ).token
    }

    /// The words of the newest events, newest last.
    func events(_ count: Int) async throws -> [AuditKind] {
        try await close()
        defer { try? open() }
        return try Shell.texts(
            "SELECT kind FROM audit ORDER BY sequence DESC LIMIT \(count)",
            in: directory + "/genkan.sqlite"
        ).reversed().compactMap { AuditKind(rawValue: $0) }
    }
}

extension SignInStore.PasskeyAnswer {
    /// The token of a session that was begun.
    var token: String? {
        guard case .signedIn(let token, _) = answer else { return nil }
        return token
    }
}

import GenkanStorage
import Logging
import Proofs
import Sealing

/// What a page sent after it had asked for a passkey, not checked yet.
struct PasskeyAssertion: Sendable {
    /// The ticket and the credential's id.
    let given: GivenPasskey
    /// What the passkey's pseudo-random function gave; nil when the page sent nothing such.
    let output: PasskeyOutput?
    private let response: PasskeyAssertionResponse

    /// Takes the fields of the form; nil when they are not what an authenticator gives.
    init?(_ field: (String) -> String?) throws {
        guard
            let response = try? PasskeyAssertionResponse(
                credentialID: field("id") ?? "", clientData: field("client") ?? "",
                authenticatorData: field("data") ?? "", signature: field("signature") ?? "",
                userHandle: field("user").flatMap { $0.isEmpty ? nil : $0 })
        else { return nil }
        self.response = response
        given = GivenPasskey(
            ticket: field("ticket") ?? "", credentialID: response.credentialID)
        output = try field("prf").flatMap { try PasskeyOutput.read($0) }
    }

    /// What looks at it, once the store has found the passkey. Why it was refused is for the log alone.
    ///
    /// - Parameter isNamed: whether the passkey itself says who it is.
    func check(by party: RelyingParty?, isNamed: Bool, _ logger: Logger) -> PasskeyCheck {
        { stored, challenge in
            do {
                return try used(stored, challenge, party, isNamed: isNamed)
            } catch let refusal as WebAuthnRefusal {
                logger.notice(
                    "A passkey was refused", metadata: ["reason": .string("\(refusal)")])
                return refusal == .cloned ? .cloned : .wrong
            }
        }
    }

    private func used(
        _ stored: StoredPasskey, _ challenge: [UInt8], _ party: RelyingParty?, isNamed: Bool
    ) throws -> PasskeyVerdict {
        guard let party else { throw WebAuthnRefusal.wrongOrigin }
        guard let challenge = WebAuthnChallenge(bytes: challenge),
            let handle = PasskeyUserHandle(bytes: stored.user)
        else { throw WebAuthnRefusal.uncheckable }
        let passkey = try Passkey(bytes: stored.content)
            .used(counter: stored.counter, isBackedUp: stored.isBackedUp)
        let used = try party.verify(
            response, challenge: challenge,
            owner: PasskeyOwner(
                handle: handle, passkeys: [passkey], isNamedByPasskey: isNamed))
        return .right(counter: used.counter, isBackedUp: used.isBackedUp)
    }
}

extension Logger {
    /// Says that a stored passkey is not what its person signed.
    func passkeyRefused(_ error: SealingError?) {
        guard let error else { return }
        self.error(
            "A passkey was refused: what is stored is not what was signed",
            metadata: ["error": .string("\(error)")])
    }
}

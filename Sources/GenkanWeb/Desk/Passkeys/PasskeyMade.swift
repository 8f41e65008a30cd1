import Genkan
import GenkanStorage
import Logging
import Proofs
import Sealing

/// What a page sent after it had asked for a new passkey, not checked yet: the registration, and where
/// the passkey has a pseudo-random function, its result with the assertion that gave it.
struct PasskeyMade: Sendable {
    let ticket: String
    private let registration: PasskeyRegistrationResponse
    private let output: PasskeyOutput?
    private let assertion: PasskeyAssertionResponse?
    private let name: PasskeyName
    private let party: RelyingParty
    private let logger: Logger

    /// Takes the fields of the form; nil when they are not what an authenticator gives.
    init?(_ fields: DeskPost, _ party: RelyingParty, _ logger: Logger) throws {
        let output = try fields["prf"].flatMap { try PasskeyOutput.read($0) }
        let transports = (fields["transports"] ?? "").split(separator: ",").map { String($0) }
        guard
            let registration = try? PasskeyRegistrationResponse(
                credentialID: fields["id"] ?? "", clientData: fields["client"] ?? "",
                attestationObject: fields["attestation"] ?? "", transports: transports,
                isPRFEnabled: output != nil),
            let name = PasskeyName(fields["name"] ?? "")
        else { return nil }
        ticket = fields["ticket"] ?? ""
        self.registration = registration
        self.output = output
        self.name = name
        self.party = party
        self.logger = logger
        guard let data = fields["get-data"], !data.isEmpty else {
            assertion = nil
            return
        }
        assertion = try? PasskeyAssertionResponse(
            credentialID: fields["id"] ?? "", clientData: fields["get-client"] ?? "",
            authenticatorData: data, signature: fields["get-signature"] ?? "", userHandle: nil)
        guard assertion != nil else { return nil }
    }

    /// What is to be stored; nil when it is wrong. Why is for the log alone.
    func check(_ challenge: [UInt8]) throws -> PasskeyStore.New? {
        do {
            guard let challenge = WebAuthnChallenge(bytes: challenge) else {
                throw WebAuthnRefusal.uncheckable
            }
            let made = try party.register(registration, challenge: challenge)
            let registered = Passkey(made, salt: try PasskeySalt.shared(by: party))
            let passkey = try asserted(registered, challenge)
            return PasskeyStore.New(
                credentialID: registered.credentialID, content: registered.bytes,
                counter: passkey.counter, isBackedUp: passkey.isBackedUp, output: output,
                name: name)
        } catch let refusal as WebAuthnRefusal {
            logger.notice(
                "A new passkey was refused", metadata: ["reason": .string("\(refusal)")])
            return nil
        }
    }

    /// The passkey after the assertion that gave the output, when the authenticator was asked twice.
    private func asserted(
        _ passkey: Passkey, _ challenge: WebAuthnChallenge
    ) throws -> Passkey {
        guard let assertion else { return passkey }
        let nobody = [UInt8](repeating: 0, count: PasskeyUserHandle.count)
        guard let handle = PasskeyUserHandle(bytes: nobody) else { return passkey }
        return try party.verify(
            assertion, challenge: challenge,
            owner: PasskeyOwner(handle: handle, passkeys: [passkey], isNamedByPasskey: false))
    }
}

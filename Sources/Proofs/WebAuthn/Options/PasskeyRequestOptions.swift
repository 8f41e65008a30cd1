/// What the page hands to `navigator.credentials.get` (WebAuthn Level 3 § 5.5).
public struct PasskeyRequestOptions: Hashable, Sendable {
    /// The house.
    public let relyingParty: RelyingParty
    /// What the answer must cover.
    public let challenge: WebAuthnChallenge
    /// The passkeys that may answer; empty when the passkey says who signs in. Each brings its own
    /// salt.
    public let allowed: [PasskeyDescriptor]
    /// What the pseudo-random function is evaluated at when any passkey may answer; nil when its
    /// result is not asked for.
    public let salt: PasskeySalt?
    /// How long the person may take, in milliseconds.
    public let timeout: Int

    /// Options that ask for an assertion with user verification.
    public init(
        relyingParty: RelyingParty, challenge: WebAuthnChallenge, allowed: [PasskeyDescriptor],
        salt: PasskeySalt? = nil, timeout: Int = 300_000
    ) {
        self.relyingParty = relyingParty
        self.challenge = challenge
        self.allowed = allowed
        self.salt = salt
        self.timeout = timeout
    }

    /// `PublicKeyCredentialRequestOptionsJSON`, for the browser's `parseRequestOptionsFromJSON`;
    /// bytes are in base64url. It can stand in a page as it is.
    public var json: String {
        var members = [
            (name: "challenge", value: JSONText.bytes(challenge.bytes)),
            (name: "timeout", value: String(timeout)),
            (name: "rpId", value: JSONText.string(relyingParty.id)),
            (name: "allowCredentials", value: JSONText.array(allowed.map(\.json))),
            (name: "userVerification", value: JSONText.string("required")),
        ]
        if !allowed.isEmpty {
            let salts = allowed.map {
                (name: Base64.url.text($0.credentialID), value: $0.salt.json)
            }
            let prf = #"{"prf":{"evalByCredential":\#(JSONText.object(salts))}}"#
            members.append((name: "extensions", value: prf))
        } else if let salt {
            members.append((name: "extensions", value: #"{"prf":{"eval":\#(salt.json)}}"#))
        }
        return JSONText.object(members)
    }
}

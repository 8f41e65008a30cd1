/// What the page hands to `navigator.credentials.create` (WebAuthn Level 3 § 5.4).
public struct PasskeyCreationOptions: Hashable, Sendable {
    /// The house.
    public let relyingParty: RelyingParty
    /// Whom the passkey is for.
    public let user: PasskeyUserHandle
    /// What tells apart two accounts of one person, such as the name they sign in with.
    public let userName: String
    /// What the person is called.
    public let displayName: String
    /// What the answer must cover.
    public let challenge: WebAuthnChallenge
    /// The salt that the new passkey is stored with.
    public let salt: PasskeySalt
    /// The passkeys the person has already: an authenticator that holds one makes no second.
    public let excluded: [PasskeyDescriptor]
    /// How long the person may take, in milliseconds.
    public let timeout: Int

    /// Options that ask for a discoverable passkey with user verification and no attestation.
    public init(
        relyingParty: RelyingParty, user: PasskeyUserHandle, userName: String,
        displayName: String, challenge: WebAuthnChallenge, salt: PasskeySalt,
        excluded: [PasskeyDescriptor], timeout: Int = 300_000
    ) {
        self.relyingParty = relyingParty
        self.user = user
        self.userName = userName
        self.displayName = displayName
        self.challenge = challenge
        self.salt = salt
        self.excluded = excluded
        self.timeout = timeout
    }

    /// `PublicKeyCredentialCreationOptionsJSON`, for the browser's `parseCreationOptionsFromJSON`;
    /// bytes are in base64url. It can stand in a page as it is.
    public var json: String {
        JSONText.object([
            (
                name: "rp",
                value: JSONText.object([
                    (name: "id", value: JSONText.string(relyingParty.id)),
                    (name: "name", value: JSONText.string(relyingParty.name)),
                ])
            ),
            (
                name: "user",
                value: JSONText.object([
                    (name: "id", value: JSONText.bytes(user.bytes)),
                    (name: "name", value: JSONText.string(userName)),
                    (name: "displayName", value: JSONText.string(displayName)),
                ])
            ),
            (name: "challenge", value: JSONText.bytes(challenge.bytes)),
            (name: "pubKeyCredParams", value: JSONText.array(Self.algorithms)),
            (name: "timeout", value: String(timeout)),
            (name: "excludeCredentials", value: JSONText.array(excluded.map(\.json))),
            (name: "authenticatorSelection", value: Self.selection),
            (name: "attestation", value: JSONText.string("none")),
            (name: "extensions", value: #"{"prf":{"eval":\#(salt.json)}}"#),
        ])
    }

    /// Preferred first.
    private static let algorithms = PasskeyAlgorithm.allCases.map {
        #"{"type":"public-key","alg":\#($0.rawValue)}"#
    }

    /// The second member says the first to browsers of Level 1.
    private static let selection =
        #"{"residentKey":"required","requireResidentKey":true,"userVerification":"required"}"#
}

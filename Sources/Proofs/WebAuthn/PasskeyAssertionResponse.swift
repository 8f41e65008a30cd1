/// What the page got from `navigator.credentials.get`, not checked yet. What the extension `prf`
/// returns stays in the page or goes to Sealing.
public struct PasskeyAssertionResponse: Hashable, Sendable {
    /// The credential that the client says it used, 1 to 1023 bytes: to look it up by.
    public let credentialID: [UInt8]
    /// The person that the authenticator says it belongs to, 1 to 64 bytes: to look them up by.
    public let userHandle: [UInt8]?

    let clientData: [UInt8]
    let authenticatorData: [UInt8]
    let signature: [UInt8]

    init(
        credentialID: [UInt8], clientData: [UInt8], authenticatorData: [UInt8],
        signature: [UInt8], userHandle: [UInt8]?
    ) {
        self.credentialID = credentialID
        self.clientData = clientData
        self.authenticatorData = authenticatorData
        self.signature = signature
        self.userHandle = userHandle
    }

    /// Takes the members of `AuthenticationResponseJSON` (WebAuthn Level 3 § 5.1).
    ///
    /// - Parameters:
    ///   - credentialID: `rawId`, base64url without padding, 1 to 1023 bytes.
    ///   - clientData: `response.clientDataJSON`, base64url, at most 8 KiB.
    ///   - authenticatorData: `response.authenticatorData`, base64url, at most 64 KiB.
    ///   - signature: `response.signature`, base64url, at most 256 bytes.
    ///   - userHandle: `response.userHandle`, base64url, 1 to 64 bytes; nil when absent.
    /// - Throws: `malformedResponse`.
    public init(
        credentialID: String, clientData: String, authenticatorData: String, signature: String,
        userHandle: String?
    ) throws(WebAuthnRefusal) {
        var user: [UInt8]?
        if let userHandle { user = try .sent(userHandle, upTo: 64) }
        self.init(
            credentialID: try .sent(credentialID, upTo: Passkey.longestID),
            clientData: try .sent(clientData, upTo: ClientData.longest),
            authenticatorData: try .sent(authenticatorData, upTo: CBORReader.longest),
            signature: try .sent(signature, upTo: 256), userHandle: user)
    }
}

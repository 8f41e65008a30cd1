/// What the page got from `navigator.credentials.create`, not checked yet. Everything the
/// extension `prf` returns, but whether it is enabled, stays in the page.
public struct PasskeyRegistrationResponse: Hashable, Sendable {
    let credentialID: [UInt8]
    let clientData: [UInt8]
    let attestationObject: [UInt8]
    let transports: PasskeyTransports
    let isPRFEnabled: Bool

    init(
        credentialID: [UInt8], clientData: [UInt8], attestationObject: [UInt8],
        transports: PasskeyTransports, isPRFEnabled: Bool
    ) {
        self.credentialID = credentialID
        self.clientData = clientData
        self.attestationObject = attestationObject
        self.transports = transports
        self.isPRFEnabled = isPRFEnabled
    }

    /// Takes the members of `RegistrationResponseJSON` (WebAuthn Level 3 § 5.1).
    ///
    /// - Parameters:
    ///   - credentialID: `rawId`, base64url without padding, 1 to 1023 bytes.
    ///   - clientData: `response.clientDataJSON`, base64url, at most 8 KiB.
    ///   - attestationObject: `response.attestationObject`, base64url, at most 64 KiB.
    ///   - transports: `response.transports`; unknown ones are dropped.
    ///   - isPRFEnabled: `clientExtensionResults.prf.enabled`, false when absent.
    /// - Throws: `malformedResponse`.
    public init(
        credentialID: String, clientData: String, attestationObject: String,
        transports: [String], isPRFEnabled: Bool
    ) throws(WebAuthnRefusal) {
        self.init(
            credentialID: try .sent(credentialID, upTo: Passkey.longestID),
            clientData: try .sent(clientData, upTo: ClientData.longest),
            attestationObject: try .sent(attestationObject, upTo: CBORReader.longest),
            transports: PasskeyTransports(names: transports), isPRFEnabled: isPRFEnabled)
    }
}

extension [UInt8] {
    /// 1 to `longest` bytes that were sent in base64url. Throws `malformedResponse`.
    static func sent(_ text: String, upTo longest: Int) throws(WebAuthnRefusal) -> [UInt8] {
        guard text.utf8.count <= (longest * 4 + 2) / 3, let bytes = Base64.url.bytes(text),
            (1...longest).contains(bytes.count)
        else { throw .malformedResponse }
        return bytes
    }
}

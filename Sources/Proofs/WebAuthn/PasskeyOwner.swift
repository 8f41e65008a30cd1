/// Whose assertion is expected: a person and the passkeys that may answer for them.
public struct PasskeyOwner: Hashable, Sendable {
    /// Their handle.
    public let handle: PasskeyUserHandle
    /// The passkeys that may answer.
    public let passkeys: [Passkey]
    /// Whether the assertion itself says who signs in, because no name was asked for before. Its
    /// user handle must be there then (WebAuthn Level 3 § 7.2).
    public let isNamedByPasskey: Bool

    /// A person who may answer with one of these passkeys.
    public init(handle: PasskeyUserHandle, passkeys: [Passkey], isNamedByPasskey: Bool) {
        self.handle = handle
        self.passkeys = passkeys
        self.isNamedByPasskey = isNamedByPasskey
    }

    /// Throws `unknownCredential`, `userMissing` or `foreignUser`.
    func passkey(of response: PasskeyAssertionResponse) throws(WebAuthnRefusal) -> Passkey {
        guard let passkey = passkeys.first(where: { $0.credentialID == response.credentialID })
        else { throw .unknownCredential }
        guard let named = response.userHandle else {
            guard !isNamedByPasskey else { throw .userMissing }
            return passkey
        }
        guard named == handle.bytes else { throw .foreignUser }
        return passkey
    }
}

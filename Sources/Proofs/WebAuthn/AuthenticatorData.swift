/// What the authenticator says (WebAuthn Level 2 § 6.1): 32 bytes SHA-256 of the relying party's
/// id, 1 of flags, 4 of counter, then a new credential if the flag AT says so, then extensions if
/// the flag ED says so, then nothing.
struct AuthenticatorData {
    let relyingPartyHash: [UInt8]
    let flags: AuthenticatorFlags
    let counter: UInt32
    /// The credential that was just made, in a registration.
    let credential: AttestedCredential?

    private static let headCount = 37

    /// Throws `malformedAuthenticatorData`, or what ``AttestedCredential`` throws.
    init(_ bytes: [UInt8]) throws(WebAuthnRefusal) {
        guard bytes.count >= Self.headCount,
            var reader = CBORReader(bytes, at: Self.headCount)
        else { throw .malformedAuthenticatorData }
        relyingPartyHash = Array(bytes[..<32])
        flags = AuthenticatorFlags(rawValue: bytes[32])
        counter = bytes[33..<Self.headCount].reduce(0) { $0 << 8 | UInt32($1) }
        if flags.contains(.attestedCredential) {
            credential = try AttestedCredential(bytes, &reader)
        } else {
            credential = nil
        }
        if flags.contains(.extensions) {
            guard case .map(let extensions)? = reader.value(), extensions.isKeyedByText else {
                throw .malformedAuthenticatorData
            }
        }
        guard reader.isAtEnd else { throw .malformedAuthenticatorData }
    }
}

/// The flags of authenticator data. The two reserved bits may be set: a later level of WebAuthn
/// gives them a meaning that takes nothing away.
struct AuthenticatorFlags: OptionSet {
    let rawValue: UInt8

    /// UP: somebody touched the authenticator.
    static let userPresent = AuthenticatorFlags(rawValue: 1)
    /// UV: the authenticator verified who (by a PIN, a finger, a face).
    static let userVerified = AuthenticatorFlags(rawValue: 1 << 2)
    /// BE: the credential may be backed up.
    static let backupEligible = AuthenticatorFlags(rawValue: 1 << 3)
    /// BS: it is backed up.
    static let backedUp = AuthenticatorFlags(rawValue: 1 << 4)
    /// AT: the data of a new credential follow.
    static let attestedCredential = AuthenticatorFlags(rawValue: 1 << 6)
    /// ED: extensions follow.
    static let extensions = AuthenticatorFlags(rawValue: 1 << 7)
}

/// A credential as the authenticator made it (WebAuthn Level 2 § 6.5.1): AAGUID 16 bytes, length
/// of the id 2, the id, the public key as a COSE_Key.
struct AttestedCredential {
    let aaguid: [UInt8]
    let id: [UInt8]
    let publicKey: PasskeyPublicKey

    /// Reads it from where `reader` stands in `bytes` and moves `reader` behind it.
    ///
    /// Throws `malformedAuthenticatorData` when the bytes end early, `malformedCredentialID`, or
    /// what a public key throws.
    init(_ bytes: [UInt8], _ reader: inout CBORReader) throws(WebAuthnRefusal) {
        let rest = bytes[reader.position...]
        guard rest.count >= 18 else { throw .malformedAuthenticatorData }
        aaguid = Array(rest.prefix(16))
        let count = rest.dropFirst(16).prefix(2).reduce(0) { $0 << 8 | Int($1) }
        guard (1...Passkey.longestID).contains(count) else { throw .malformedCredentialID }
        guard rest.count - 18 >= count else { throw .malformedAuthenticatorData }
        id = Array(rest.dropFirst(18).prefix(count))
        guard let behind = CBORReader(bytes, at: reader.position + 18 + count) else {
            throw .malformedAuthenticatorData
        }
        reader = behind
        guard let key = reader.value() else { throw .malformedPublicKey }
        publicKey = try PasskeyPublicKey(key)
    }
}

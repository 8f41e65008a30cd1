import OpenSSL

/// What a passkey's pseudo-random function is evaluated at (WebAuthn Level 3 § 10.1.4, extension
/// `prf`): 32 bytes, stored with each passkey. Not secret; the result is, and it never reaches this
/// module.
public struct PasskeySalt: Hashable, Sendable {
    /// The length in bytes.
    public static let count = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// The one that the passkeys of a relying party have in common, so that who signs in without a name
    /// is asked once: the function is another for each passkey anyway, and a salt of each passkey's own
    /// goes into the key that is derived from its result. SHA-256 of `genkan/v1/passkey-prf`, a zero
    /// byte and the relying party's id.
    public static func shared(by party: RelyingParty) throws(ProofError) -> PasskeySalt {
        let label = Array("genkan/v1/passkey-prf\0".utf8) + Array(party.id.utf8)
        return PasskeySalt(
            unchecked: try ProofError.wrapping { () throws(OpenSSLError) in
                try SHA256.digest(of: label.span)
            })
    }

    /// A new one from the kernel's generator.
    public static func random() throws(ProofError) -> PasskeySalt {
        PasskeySalt(unchecked: try ProofError.randomBytes(count))
    }

    /// The salt with these bytes; nil unless there are 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

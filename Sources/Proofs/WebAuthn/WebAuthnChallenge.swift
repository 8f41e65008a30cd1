import OpenSSL

/// What a ceremony's signature must cover: 32 random bytes, good for one ceremony only. The caller
/// keeps it in the pending sign-in and forgets it at the first answer, whatever the answer is.
public struct WebAuthnChallenge: Hashable, Sendable {
    /// The length in bytes; WebAuthn Level 2 § 13.4.3 wants at least 16.
    public static let count = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A new one from the kernel's generator.
    public static func random() throws(ProofError) -> WebAuthnChallenge {
        WebAuthnChallenge(unchecked: try ProofError.randomBytes(count))
    }

    /// The challenge with these bytes; nil unless there are 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// The bytes in base64url without padding, 43 characters.
    public var text: String { Base64.url.text(bytes) }
}

extension ProofError {
    static func randomBytes(_ count: Int) throws(ProofError) -> [UInt8] {
        try wrapping { () throws(OpenSSLError) in try SecureRandom.bytes(count) }
    }
}

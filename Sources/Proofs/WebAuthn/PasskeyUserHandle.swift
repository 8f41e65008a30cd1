/// How authenticators know a person (WebAuthn Level 2 § 5.4.3): 32 random bytes, the same for all
/// of somebody's passkeys, and nothing that says who it is. An authenticator keeps one passkey for
/// each handle and relying party.
public struct PasskeyUserHandle: Hashable, Sendable {
    /// The length in bytes; WebAuthn allows 64.
    public static let count = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// A new one from the kernel's generator.
    public static func random() throws(ProofError) -> PasskeyUserHandle {
        PasskeyUserHandle(unchecked: try ProofError.randomBytes(count))
    }

    /// The handle with these bytes; nil unless there are 32.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.count else { return nil }
        self.bytes = bytes
    }

    private init(unchecked bytes: [UInt8]) { self.bytes = bytes }
}

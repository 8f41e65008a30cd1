/// What a passkey's pseudo-random function is evaluated at (WebAuthn Level 3 § 10.1.4, extension
/// `prf`): 32 random bytes for each passkey, stored with it. Not secret; the result is, and it
/// never reaches this module.
public struct PasskeySalt: Hashable, Sendable {
    /// The length in bytes.
    public static let count = 32

    /// The 32 bytes.
    public let bytes: [UInt8]

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

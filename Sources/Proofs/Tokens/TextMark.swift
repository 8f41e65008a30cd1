/// What memory keeps of a text that somebody sent: 16 bytes of HMAC-SHA256, bound to its form. Two texts have
/// the same mark when they are the same, and nobody without the key learns what they were.
public struct TextMark: Hashable, Sendable {
    private let bytes: [UInt8]

    /// The mark of a text's bytes.
    public init(_ text: [UInt8], form: String, key: ProofKey) throws(ProofError) {
        let message = Array("genkan/v1/text-mark\0".utf8) + Array(form.utf8) + [0] + text
        bytes = Array(try key.code(for: message.span).prefix(16))
    }
}

/// What memory keeps of a name that was typed at the sign-in: 16 bytes of HMAC-SHA256. Two names have the
/// same mark when they are the same, and nobody without the key learns which they were.
public struct NameMark: Hashable, Sendable {
    private let bytes: [UInt8]

    /// The mark of a name, whether anybody has it or not.
    public init(_ name: String, key: ProofKey) throws(ProofError) {
        let message = Array("genkan/v1/name-mark\0".utf8) + Array(name.utf8)
        bytes = Array(try key.code(for: message.span).prefix(16))
    }
}

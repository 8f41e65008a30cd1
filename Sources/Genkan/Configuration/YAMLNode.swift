/// A node of a YAML document with its line, free of anchors, tags and duplicate keys.
public struct YAMLNode: Hashable, Sendable {
    /// What the node holds.
    public enum Content: Hashable, Sendable {
        /// A scalar as it was written; `isPlain` when without quotation marks. Nothing is resolved:
        /// `yes`, `0123` and `2026-01-01` stay texts until a key asks for something else.
        case scalar(String, isPlain: Bool)
        /// A sequence.
        case list([YAMLNode])
        /// A mapping, in order; keys are scalars and unique by their bytes.
        case mapping([Entry])
    }

    /// One entry of a mapping.
    public struct Entry: Hashable, Sendable {
        /// The key.
        public let key: String
        /// The key's line, from 1.
        public let line: Int
        /// The value.
        public let value: YAMLNode
    }

    /// What the node holds.
    public let content: Content
    /// The line it begins on, from 1.
    public let line: Int

    /// Whether nothing was written: `key:` alone, `~` or `null`.
    public var isEmpty: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }
}

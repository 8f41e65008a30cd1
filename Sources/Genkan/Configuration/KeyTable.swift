/// The one table of the keys of a block: it reads the file, makes the hints and the documentation.
public struct KeyTable: Sendable {
    /// One key.
    public struct Key: Sendable {
        /// The key as it is written: `time_zone`; in settings with its path: `server.port`.
        public let name: String
        /// What may be written.
        public let type: ValueType
        /// What holds when the key is not written, in the words of the file; nil for nothing.
        public let standard: String?
        /// Whether the key must be written.
        public let isRequired: Bool
        /// What the key means, one sentence or two in Markdown.
        public let text: String

        /// A key that must be written.
        public static func required(_ name: String, _ type: ValueType, _ text: String) -> Key {
            Key(name: name, type: type, standard: nil, isRequired: true, text: text)
        }

        /// A key with what holds without it.
        public static func optional(
            _ name: String, _ type: ValueType, standard: String? = nil, _ text: String
        ) -> Key {
            Key(name: name, type: type, standard: standard, isRequired: false, text: text)
        }

        /// The variable that overrides the key: `GENKAN_SERVER_PORT` for `server.port`.
        public var environmentName: String {
            "GENKAN_" + name.uppercased().split(separator: ".").joined(separator: "_")
        }
    }

    /// The keys in the order of the documentation.
    public let keys: [Key]

    /// Takes the keys; names are unique.
    public init(_ keys: [Key]) {
        self.keys = keys
    }

    /// The key of that name.
    public subscript(name: String) -> Key? {
        keys.first { $0.name.hasSameBytes(as: name) }
    }

    /// The table in Markdown: key, type, default, meaning.
    public var markdown: String {
        let rows = keys.map { key in
            let standard = key.isRequired ? "required" : key.standard.map { "`\($0)`" } ?? "–"
            return "| `\(key.name)` | \(key.type.text) | \(standard) | \(key.text) |"
        }
        return (["| key | type | default | meaning |", "|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }
}

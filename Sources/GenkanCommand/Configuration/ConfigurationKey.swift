/// One key of `genkan.yaml`, in the one table from which reading, messages, the names of the
/// environment variables and the documentation are made.
struct ConfigurationKey: Sendable, Hashable {
    /// What may be written.
    enum Kind: Sendable, Hashable {
        /// A file or directory.
        case path
        /// An IP address.
        case address
        /// An origin with https.
        case origin
        /// Addresses and ranges in CIDR notation.
        case addressRanges
        /// `true` or `false`.
        case boolean
        /// A whole number.
        case number(ClosedRange<Int>)
        /// A number with `s` or `m`, within so many seconds.
        case duration(ClosedRange<Int>)
        /// One of these words.
        case word([String])
    }

    /// The section, a dot and the name, such as `server.port`.
    let name: String
    let kind: Kind
    /// The default as it would be written; nil when it follows from another key, which ``text`` says.
    let standard: String?
    /// What it is, in a sentence or two.
    let text: String

    init(_ name: String, _ kind: Kind, _ standard: String?, _ text: String) {
        self.name = name
        self.kind = kind
        self.standard = standard
        self.text = text
    }

    /// The environment variable that overrides it, such as `GENKAN_SERVER_PORT`.
    var variable: String {
        ConfigurationKeys.prefix + name.uppercased().replacing(".", with: "_")
    }
}

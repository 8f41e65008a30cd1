/// What a visitor's browser sent: pairs of name and value in their order, untrusted, the text
/// already normalised (see `TextDoor`).
public struct RawSubmission: Hashable, Sendable {
    /// One pair.
    public struct Pair: Hashable, Sendable {
        /// The name of the form control.
        public let name: String
        /// What it held.
        public let value: String
    }

    /// The pairs in the order of the body.
    public let pairs: [Pair]

    /// Takes decoded pairs and normalises them.
    public init(_ pairs: [(name: String, value: String)]) {
        self.pairs = pairs.map {
            Pair(name: TextDoor.normalised($0.name), value: TextDoor.normalised($0.value))
        }
    }

    /// The first value under a name; names are compared by their bytes.
    public func first(_ name: String) -> String? {
        pairs.first { $0.name.hasSameBytes(as: name) }?.value
    }

    /// Every value under a name, in order.
    public func values(_ name: String) -> [String] {
        var values: [String] = []
        for pair in pairs where pair.name.hasSameBytes(as: name) { values.append(pair.value) }
        return values
    }
}

/// What a visitor's browser sent: pairs of name and value in their order, untrusted, the text
/// already normalised (see `TextDoor`).
public struct RawSubmission: Hashable, Sendable {
    /// One pair.
    public struct Pair: Hashable, Sendable {
        /// The name of the form control.
        public let name: String
        /// What it held.
        public let value: String

        /// Takes decoded texts and normalises them.
        init(name: String, value: String) {
            self.name = TextDoor.normalised(name)
            self.value = TextDoor.normalised(value)
        }
    }

    /// The pairs in the order of the body.
    public let pairs: [Pair]

    /// Takes decoded pairs and normalises them.
    public init(_ pairs: [(name: String, value: String)]) {
        self.init(pairs.map { Pair(name: $0.name, value: $0.value) })
    }

    init(_ pairs: [Pair]) {
        self.pairs = pairs
    }

    /// The first value under a name; names are compared by their bytes.
    public func first(_ name: String) -> String? {
        let sent = pairs.span
        for index in sent.indices where sent[index].name.hasSameBytes(as: name) {
            return sent[index].value
        }
        return nil
    }

    /// Without every pair of these names.
    public func without(_ names: Set<String>) -> RawSubmission {
        RawSubmission(pairs.filter { !names.contains($0.name) })
    }

    /// Every value under a name, in order.
    public func values(_ name: String) -> [String] {
        let sent = pairs.span
        var values: [String] = []
        for index in sent.indices where sent[index].name.hasSameBytes(as: name) {
            values.append(sent[index].value)
        }
        return values
    }
}

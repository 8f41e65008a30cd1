/// The options of a choice field.
public struct Choice: Hashable, Sendable {
    /// One option: what is sent and stored, and what people read.
    public struct Option: Hashable, Sendable {
        /// What is sent and stored: `[A-Za-z0-9_-]{1,64}`.
        public let id: String
        /// What people read.
        public let label: LocalizedText

        init(id: String, label: LocalizedText) {
            self.id = id
            self.label = label
        }
    }

    /// The options in order; 1 to 200, ids unique.
    public let options: [Option]
    /// Whether several may be chosen (check boxes instead of one list).
    public let isMultiple: Bool

    init(options: [Option], isMultiple: Bool) {
        self.options = options
        self.isMultiple = isMultiple
    }

    /// The option of that id.
    public func option(_ id: String) -> Option? {
        options.first { $0.id == id }
    }
}

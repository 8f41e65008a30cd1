/// Identifies one file that came with a submission.
public typealias FileID = ID<StoredFile>

/// A file as it stands beside its submission, in clear: what it is and what is in it is sealed.
public struct StoredFile: Hashable, Sendable, Identifiable {
    /// Its id.
    public let id: FileID
    /// The field that it answers.
    public let field: String
    /// What the virus scanner said; nil where the house has none.
    public let scan: FileScan?

    /// Takes the parts.
    public init(id: FileID, field: String, scan: FileScan?) {
        self.id = id
        self.field = field
        self.scan = scan
    }

    /// Whether it may be taken out of the house from there: what is suspicious stays in until somebody has
    /// released its card.
    public func mayBeOpened(at place: Place) -> Bool {
        if scan == nil || scan == .clean { return true }
        if case .status = place { return true }
        return false
    }
}

/// What a virus scanner says of a file.
public enum FileScan: Hashable, Sendable {
    /// It found nothing.
    case clean
    /// It found something, and calls it that.
    case infected(Finding)
    /// It could not be asked, or could not look into it.
    case unscanned

    /// What a scanner calls what it found: 1 to 100 characters of ASCII that can be seen.
    public struct Finding: Hashable, Sendable {
        /// The name.
        public let text: String

        /// Keeps what can be shown of a name; `unnamed` when nothing is left. What clamd may add in brackets
        /// (`ExtendedDetectionInfo`), a digest of the file, tells of what is in it and is dropped.
        public init(_ name: String) {
            let seen = name.unicodeScalars.prefix { $0 != "(" }
                .filter { (0x21...0x7E).contains($0.value) }.prefix(100)
            text = seen.isEmpty ? "unnamed" : String(String.UnicodeScalarView(seen))
        }
    }
}

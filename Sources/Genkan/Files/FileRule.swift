/// What a field of kind `file` takes.
public struct FileRule: Hashable, Sendable {
    /// The types, in the order of the form; never empty.
    public let types: [FileType]
    /// How many files; 1 to 20.
    public let maximumCount: Int
    /// The largest file in bytes.
    public let maximumBytes: Int

    /// Takes the parts.
    public init(
        types: [FileType] = [.pdf, .jpeg, .png], maximumCount: Int = 1,
        maximumBytes: Int = Self.standardMaximumBytes
    ) {
        self.types = types
        self.maximumCount = maximumCount
        self.maximumBytes = maximumBytes
    }

    /// 5 MiB: the photograph of a telephone, or a scan of some pages.
    public static let standardMaximumBytes = 5_242_880

    /// What the head of a part and its delimiter may add to a file, in bytes.
    static let overhead = 9_216

    /// The extensions of all types, in their order.
    public var extensions: [String] { types.flatMap(\.extensions) }

    /// The value of the attribute `accept` (HTML § 4.10.5.1.17): every extension and every media type.
    public var accept: String {
        (extensions.map { "." + $0 } + types.map(\.mediaType)).joined(separator: ",")
    }

    /// The type that a file of that name is said to be; nil for none that is taken.
    public func type(of name: FileName) -> FileType? {
        FileType(extension: name.extension).flatMap { types.contains($0) ? $0 : nil }
    }
}

/// What is stored as the answer to a field of kind `file`, for each file: what it is and the digest of what is
/// in it, so that whoever signs for the answers signs for their files.
///
/// The text is `type bytes digest name`, with one blank between and nothing optional:
/// `pdf 48213 9f86…0a08 見積書.pdf`.
public struct FileAnswer: Hashable, Sendable {
    /// The type.
    public let type: FileType
    /// The length in bytes; 1 or more.
    public let byteCount: Int
    /// SHA-256 of the bytes, 32 bytes.
    public let digest: [UInt8]
    /// What the sender calls it.
    public let name: FileName

    /// Takes the parts; nil for a digest of another length, or of no byte.
    public init?(type: FileType, byteCount: Int, digest: [UInt8], name: FileName) {
        guard byteCount > 0, digest.count == Self.digestCount else { return nil }
        self.type = type
        self.byteCount = byteCount
        self.digest = digest
        self.name = name
    }

    /// Reads what ``text`` writes; nil for anything else.
    public init?(_ text: String) {
        // A name may begin with a mark that would make one character with the blank before it.
        let parts = text.utf8.split(
            separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false
        ).map { String(Substring($0)) }
        guard parts.count == 4, let type = FileType(rawValue: parts[0]),
            let byteCount = Int(parts[1]), let digest = Hexadecimal.bytes(parts[2])
        else { return nil }
        self.init(type: type, byteCount: byteCount, digest: digest, name: FileName(parts[3]))
        guard self.text.hasSameBytes(as: text) else { return nil }
    }

    /// The text for the answers.
    public var text: String {
        "\(type.rawValue) \(byteCount) \(Hexadecimal.text(digest)) \(name.text)"
    }

    /// The longest text in bytes.
    static let longestText = 4 + 1 + 19 + 1 + 2 * digestCount + 1 + FileName.longest * 4

    private static let digestCount = 32
}

/// How much a body may hold, whatever its form asks.
public struct BodyLimits: Hashable, Sendable {
    /// The most pairs; 1,000 unless said otherwise (CVE-style hash and memory floods).
    public var pairs: Int
    /// The longest name in bytes after decoding.
    public var nameBytes: Int
    /// The longest value in bytes after decoding.
    public var valueBytes: Int

    /// Takes limits.
    public init(pairs: Int = 1_000, nameBytes: Int = 256, valueBytes: Int = 262_144) {
        self.pairs = pairs
        self.nameBytes = nameBytes
        self.valueBytes = valueBytes
    }

    /// 1,000 pairs, names of 256 bytes, values of 256 KiB.
    public static let standard = BodyLimits()
}

/// Why a body is not a submission; the whole request is refused (400, or 413 for the limits).
public struct BodyError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: String, CaseIterable, Sendable {
        /// More pairs than `BodyLimits.pairs`.
        case tooManyPairs = "too-many-pairs"
        /// A name longer than `BodyLimits.nameBytes`.
        case nameTooLong = "name-too-long"
        /// A value longer than `BodyLimits.valueBytes`.
        case valueTooLong = "value-too-long"
        /// The bytes are not UTF-8.
        case notUTF8 = "not-utf-8"
        /// The bytes are not JSON (RFC 8259).
        case malformed
        /// A JSON object has a key twice.
        case duplicateKey = "duplicate-key"
        /// JSON nested deeper than a submission needs.
        case tooDeep = "too-deep"
        /// JSON that is not an object of strings, booleans, or arrays of strings.
        case wrongType = "wrong-type"
    }

    /// What is wrong.
    public let code: Code
    /// Where: the byte offset in the body, when known. Never what was sent.
    public let offset: Int?

    /// Takes a code and a place.
    public init(_ code: Code, at offset: Int? = nil) {
        self.code = code
        self.offset = offset
    }

    /// Whether the body was too big rather than wrong (413 instead of 400).
    public var isTooLarge: Bool {
        [.tooManyPairs, .nameTooLong, .valueTooLong].contains(code)
    }
}

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
        /// The bytes are not JSON (RFC 8259), or not multipart (RFC 2046).
        case malformed
        /// A JSON object has a key twice.
        case duplicateKey = "duplicate-key"
        /// JSON nested deeper than a submission needs.
        case tooDeep = "too-deep"
        /// The body ended before its last delimiter.
        case incomplete
        /// The head of a part is longer than `MultipartReader.headLimit`.
        case headTooLong = "head-too-long"
        /// A part in an encoding that RFC 7578 has done away with.
        case transferEncoding = "transfer-encoding"
        /// A file, of a form that asks for none under that name.
        case fileNotAsked = "file-not-asked"
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
        [.tooManyPairs, .nameTooLong, .valueTooLong, .headTooLong].contains(code)
    }

    /// Errors are equal when their codes are.
    public static func == (left: BodyError, right: BodyError) -> Bool {
        left.code == right.code
    }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(code)
    }
}

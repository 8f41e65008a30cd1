/// The head of one part of a `multipart/form-data` body (RFC 7578 § 4).
public struct PartHead: Hashable, Sendable {
    /// The name of the form control.
    public let name: String
    /// What the sender calls the file; nil for a field that is none. Empty where nothing was chosen.
    public let fileName: String?
    /// The bytes of that name where the head is not UTF-8: whoever knows the encoding reads them.
    public let fileNameBytes: [UInt8]?
    /// The media type that the sender claims, without parameters and in lower case.
    public let type: String?
    /// The encoding that the sender claims for the text.
    public let charset: String?

    /// Takes the parts.
    public init(
        name: String, fileName: String? = nil, fileNameBytes: [UInt8]? = nil, type: String? = nil,
        charset: String? = nil
    ) {
        self.name = name
        self.fileName = fileName
        self.fileNameBytes = fileNameBytes
        self.type = type
        self.charset = charset
    }

    /// Reads the lines of a head, with the empty one at its end.
    ///
    /// - Throws: `malformed` for a line that is no header, for a part that is not `form-data` or has no
    ///   name, or where something that decides stands twice; `transferEncoding` for a part in base64 or
    ///   quoted-printable, which RFC 7578 § 4.7 has done away with.
    init(lines: [UInt8], at offset: Int) throws(BodyError) {
        // Names of controls in another encoding are none of a form's; they stand in nobody's way.
        let whole = String(validating: lines, as: UTF8.self)
        let text = whole ?? Self.byBytes(lines)
        var headers: [String: String] = [:]
        for line in Self.unfolded(text) where !line.isEmpty {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex,
                line[..<colon].allSatisfy(\.isOfToken)
            else { throw BodyError(.malformed, at: offset) }
            let name = String(String.UnicodeScalarView(line[..<colon])).lowercased()
            guard Self.known.contains(name) else { continue }
            let value = String(String.UnicodeScalarView(line[line.index(after: colon)...]))
            guard headers.updateValue(value, forKey: name) == nil else {
                throw BodyError(.malformed, at: offset)
            }
        }
        try self.init(headers, areBytes: whole == nil, at: offset)
    }

    private init(
        _ headers: [String: String], areBytes: Bool, at offset: Int
    ) throws(BodyError) {
        guard let header = headers["content-disposition"],
            let disposition = HeaderParameters(of: header, areBytes: areBytes),
            disposition.essence == "form-data",
            let name = try disposition.only("name")
        else { throw BodyError(.malformed, at: offset) }
        if let encoding = headers["content-transfer-encoding"] {
            let name = HeaderParameters(of: encoding)?.essence ?? ""
            guard ["7bit", "8bit", "binary"].contains(name) else {
                throw BodyError(.transferEncoding, at: offset)
            }
        }
        let type = headers["content-type"].flatMap { HeaderParameters(of: $0) }
        // Who writes the other name alone means a file all the same.
        let ownName = try disposition.only("filename"),
            otherName = try disposition.only("filename*")
        let file = ownName ?? otherName
        self.init(
            name: Self.decoded(areBytes ? Self.readable(name) : name),
            fileName: file.map { Self.decoded(areBytes ? Self.readable($0) : $0) },
            fileNameBytes: areBytes ? file.map(Self.decoded).map(Self.bytes) : nil,
            type: type?.essence, charset: try type?.only("charset"))
    }

    /// A scalar for each byte.
    private static func byBytes(_ bytes: [UInt8]) -> String {
        var scalars = String.UnicodeScalarView()
        scalars.append(contentsOf: bytes.lazy.map { Unicode.Scalar($0) })
        return String(scalars)
    }

    /// The bytes that ``byBytes(_:)`` has made a text of.
    private static func bytes(_ text: String) -> [UInt8] {
        text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// Such a text with U+FFFD for what is no UTF-8.
    private static func readable(_ text: String) -> String {
        String(decoding: bytes(text), as: UTF8.self)
    }

    private static let known: Set = [
        "content-disposition", "content-type", "content-transfer-encoding",
    ]

    /// The lines without their ends; one that begins with a blank continues the one before (RFC 5322 § 2.2.3).
    private static func unfolded(_ text: String) -> [[Unicode.Scalar]] {
        var lines: [[Unicode.Scalar]] = [[]]
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place < scalars.count {
            if scalars[place] == "\r", place + 1 < scalars.count, scalars[place + 1] == "\n" {
                place += 2
                let isContinued =
                    place < scalars.count && (scalars[place] == " " || scalars[place] == "\t")
                if !isContinued || lines[lines.count - 1].isEmpty { lines.append([]) }
            } else {
                lines[lines.count - 1].append(scalars[place])
                place += 1
            }
        }
        return lines
    }

    /// `%22`, `%0D` and `%0A` are what browsers write for a quotation mark and line ends (HTML § 4.10.21.8), and
    /// they write no other; every other `%` is itself.
    private static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        return text.replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing(
            "%0d", with: "\r"
        )
        .replacing("%0A", with: "\n").replacing("%0a", with: "\n")
    }
}

extension Unicode.Scalar {
    /// Whether it may stand in a token, such as the name of a header (RFC 9110 § 5.6.2).
    fileprivate var isOfToken: Bool {
        switch self {
        case "0"..."9", "A"..."Z", "a"..."z": true
        default: "!#$%&'*+-.^_`|~".unicodeScalars.contains(self)
        }
    }
}

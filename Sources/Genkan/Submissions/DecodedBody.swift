/// A body as it was decoded.
public struct DecodedBody: Hashable, Sendable {
    /// The pairs; where text was lost, U+FFFD stands for it.
    public let raw: RawSubmission
    /// The names of the pairs whose text is not what was sent: their bytes are none of the encoding that the
    /// body declares, or of UTF-8 where it declares none.
    public let lost: Set<String>
    /// The encoding of what does not name another.
    public let encoding: TextEncoding

    /// Takes the parts.
    public init(
        _ raw: RawSubmission, lost: Set<String> = [], encoding: TextEncoding = .utf8
    ) {
        self.raw = raw
        self.lost = lost
        self.encoding = encoding
    }

    /// Decodes pairs of bytes. The value of `_charset_` names the encoding of them all (HTML § 4.10.21.2, RFC 7578
    /// § 4.6); an encoding that stands at a pair itself counts there.
    init(_ pairs: [EncodedPair], declared: TextEncoding?) {
        let label = pairs.first { $0.name.hasSameBytes(as: ReservedNames.charset) }?.value
        let named = label.flatMap { TextEncoding(label: String(decoding: $0, as: UTF8.self)) }
        let common = declared ?? named ?? .utf8
        // ISO-2022-JP looks like ASCII with control characters, which is not what its sender must be told.
        let isUnread = declared == nil && named == nil && label?.isEmpty == false
        var decoded: [RawSubmission.Pair] = []
        decoded.reserveCapacity(pairs.count)
        var lost: Set<String> = []
        for pair in pairs {
            let isEscaped = isUnread && pair.encoding == nil && pair.value.contains(0x1B)
            let value = isEscaped ? nil : (pair.encoding ?? common).text(of: pair.value)
            let whole = RawSubmission.Pair(
                name: pair.name, value: value ?? String(decoding: pair.value, as: UTF8.self))
            decoded.append(whole)
            if value == nil { lost.insert(whole.name) }
        }
        self.init(RawSubmission(decoded), lost: lost, encoding: common)
    }
}

/// A name, and a value before anybody knows its encoding. Names of fields are ASCII in every encoding.
struct EncodedPair {
    let name: String
    let value: ArraySlice<UInt8>
    var encoding: TextEncoding?
}

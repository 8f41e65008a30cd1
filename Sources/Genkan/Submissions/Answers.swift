/// A list of answers and its canonical bytes, the plaintext of an envelope.
///
/// Version 1, nothing optional:
///
/// | bytes | what |
/// |---|---|
/// | `01` | the version |
/// | count | how many answers, 0 to 1,000 |
/// | then for each: count, bytes | the length of the field's name, 1 to 256, and the name in UTF-8 |
/// | count | how many values, 1 to 1,000 |
/// | then for each: count, bytes | the length of the value in bytes, 0 to 262,144, and the value in UTF-8 |
///
/// A count is an unsigned LEB128 of the least possible length. Names are unique. Nothing follows.
/// So equal answers have equal bytes, and every text of bytes has one meaning or none.
public struct Answers: Hashable, Sendable {
    /// The answers in order.
    public let list: [Answer]

    init(checked list: [Answer]) {
        self.list = list
    }

    /// The values under a field's name; empty when it was not answered.
    public subscript(field: String) -> [String] {
        list.first { $0.field.hasSameBytes(as: field) }?.values ?? []
    }

    /// The canonical bytes.
    public var encoded: [UInt8] {
        let list = list.span
        var writer = CountedWriter()
        writer.bytes.reserveCapacity(encodedCountAtMost)
        writer.bytes.append(Self.version)
        writer.append(count: list.count)
        for index in list.indices {
            let values = list[index].values.span
            writer.append(text: list[index].field)
            writer.append(count: values.count)
            for value in values.indices { writer.append(text: values[value]) }
        }
        return writer.bytes
    }

    /// No count takes more than five bytes.
    private var encodedCountAtMost: Int {
        let list = list.span
        var count = 6
        for index in list.indices {
            let values = list[index].values.span
            count += 10 + list[index].field.utf8.count
            for value in values.indices { count += 5 + values[value].utf8.count }
        }
        return count
    }

    /// Reads the canonical bytes; anything that `encoded` would not have written is refused.
    public init(decoding bytes: [UInt8]) throws(AnswersError) {
        var reader = CountedReader(bytes)
        guard reader.byte() == Self.version else { throw AnswersError.unknownVersion }
        list = try Self.answers(&reader)
        guard reader.isAtEnd else { throw AnswersError.malformed }
    }

    /// Reads the canonical bytes out of a span, such as an opened envelope.
    public init(decoding bytes: Span<UInt8>) throws(AnswersError) {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for index in bytes.indices { copy.append(bytes[index]) }
        try self.init(decoding: copy)
    }

    private static let version: UInt8 = 1

    private static func answers(_ reader: inout CountedReader) throws(AnswersError) -> [Answer] {
        guard let count = reader.count(upTo: 1_000) else { throw AnswersError.malformed }
        var list: [Answer] = []
        var names: Set<[UInt8]> = []
        for _ in 0..<count {
            guard let field = reader.text(upTo: 256), !field.isEmpty,
                names.insert(Array(field.utf8)).inserted,
                let values = reader.count(upTo: 1_000), values > 0
            else { throw AnswersError.malformed }
            var texts: [String] = []
            for _ in 0..<values {
                guard let text = reader.text(upTo: 262_144) else { throw AnswersError.malformed }
                texts.append(text)
            }
            list.append(Answer(field: field, values: texts))
        }
        return list
    }
}

/// Why bytes are not answers.
public enum AnswersError: Error, Hashable, Sendable {
    /// A version that this program does not know.
    case unknownVersion
    /// Not the canonical bytes of anything.
    case malformed
}

/// The `application/x-www-form-urlencoded` parser of the URL standard (§ 5.1), to the letter.
///
/// The standard has no errors: a `%` without two hexadecimal digits stays as it is, and bytes that
/// are not UTF-8 become U+FFFD (UTF-8 decode without BOM). Genkan keeps that, and tells which pairs lost
/// text so. Only the limits throw.
///
/// One addition, for the pages of old: where the body says that it is in Shift_JIS or EUC-JP, by `charset` in its
/// header or by the value of `_charset_`, it is read so.
public enum URLEncodedBody {
    /// Splits at `&`, drops empty sequences, splits at the first `=`, turns `+` into a blank,
    /// percent-decodes and decodes UTF-8.
    public static func decode(
        _ bytes: [UInt8], limits: BodyLimits = .standard
    ) throws(BodyError) -> RawSubmission {
        try decodeBody(bytes, limits: limits).raw
    }

    /// The same, with what was lost.
    ///
    /// - Parameter declared: the encoding that the header of the body names.
    public static func decodeBody(
        _ bytes: [UInt8], declared: TextEncoding? = nil, limits: BodyLimits = .standard
    ) throws(BodyError) -> DecodedBody {
        var pairs: [EncodedPair] = []
        pairs.reserveCapacity(32)
        var start = bytes.startIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "&")) ?? bytes.endIndex
            if start < end {
                guard pairs.count < limits.pairs else { throw BodyError(.tooManyPairs, at: start) }
                pairs.append(try pair(bytes[start..<end], limits: limits))
            }
            start = end + 1
        }
        return DecodedBody(pairs, declared: declared)
    }

    private static func pair(
        _ sequence: ArraySlice<UInt8>, limits: BodyLimits
    ) throws(BodyError) -> EncodedPair {
        let equals = sequence.firstIndex(of: UInt8(ascii: "=")) ?? sequence.endIndex
        let name = decoded(sequence[..<equals])
        let value = decoded(sequence[equals...].dropFirst())
        guard name.count <= limits.nameBytes else {
            throw BodyError(.nameTooLong, at: sequence.startIndex)
        }
        guard value.count <= limits.valueBytes else {
            throw BodyError(.valueTooLong, at: equals)
        }
        return EncodedPair(name: String(decoding: name, as: UTF8.self), value: value)
    }

    /// Most names and many values stand there as they are.
    private static func hasCodes(_ bytes: Span<UInt8>) -> Bool {
        for index in bytes.indices
        where bytes[index] == UInt8(ascii: "%") || bytes[index] == UInt8(ascii: "+") {
            return true
        }
        return false
    }

    /// Plus signs and percent-encoded bytes (URL § 1.3).
    private static func decoded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let input = bytes.span
        guard hasCodes(input) else { return bytes }
        var output = [UInt8](repeating: 0, count: input.count)
        var (index, count) = (0, 0)
        while index < input.count {
            let byte = input[index]
            if byte == UInt8(ascii: "%"), index + 2 < input.count,
                let high = hexadecimalValue(of: input[index + 1]),
                let low = hexadecimalValue(of: input[index + 2])
            {
                output[count] = high << 4 | low
                index += 3
            } else {
                output[count] = byte == UInt8(ascii: "+") ? 0x20 : byte
                index += 1
            }
            count += 1
        }
        return output[..<count]
    }
}

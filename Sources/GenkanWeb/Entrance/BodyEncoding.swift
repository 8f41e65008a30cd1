import Genkan

/// Notices the text of pages that are not in UTF-8.
///
/// The parser of the URL standard has no errors: bytes that are not UTF-8 become U+FFFD. A website in
/// Shift_JIS whose form lacks `accept-charset` would have every Japanese character stored as U+FFFD and
/// acknowledged with a receipt. So what is lost is looked for after parsing, and never stored.
enum BodyEncoding {
    /// Whether text that the form asks for was lost: U+FFFD in an answer, of a body that is not UTF-8.
    /// Who types or pastes U+FFFD sends it as UTF-8, and loses nothing.
    static func hasLost(_ raw: RawSubmission, of form: Form, in body: [UInt8]) -> Bool {
        let isSuspect = raw.pairs.contains { pair in
            isLost(pair) && form.field(named: pair.name) != nil
        }
        // Separators and `+` are ASCII, so a body is UTF-8 exactly when each of its pairs is.
        return isSuspect && String(validating: percentDecoded(body), as: UTF8.self) == nil
    }

    /// What arrived whole, such as addresses and numbers, for the visitor to keep.
    static func whole(_ raw: RawSubmission) -> RawSubmission {
        RawSubmission(raw.pairs.filter { !isLost($0) }.map { ($0.name, $0.value) })
    }

    private static func isLost(_ pair: RawSubmission.Pair) -> Bool {
        let bytes = pair.value.utf8.span
        for index in bytes.indices where bytes[index] == 0xEF {
            // U+FFFD in UTF-8: EF BF BD.
            if bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBD { return true }
        }
        return false
    }

    private static func percentDecoded(_ body: [UInt8]) -> [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(body.count)
        var index = 0
        while index < body.count {
            if body[index] == UInt8(ascii: "%"), index + 2 < body.count,
                let high = nibble(body[index + 1]), let low = nibble(body[index + 2])
            {
                output.append(high << 4 | low)
                index += 3
            } else {
                output.append(body[index])
                index += 1
            }
        }
        return output
    }

    private static func nibble(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}

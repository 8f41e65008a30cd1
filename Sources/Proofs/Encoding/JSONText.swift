/// Writing JSON (RFC 8259): the inverse of reading nothing but what one wrote oneself.
enum JSONText {
    /// A string in its quotes. Beside what JSON asks for, `<`, `>`, `&`, U+2028 and U+2029 are
    /// escaped, so that the text can stand in a script or an attribute of a page.
    static func string(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\0"..."\u{1f}", "\u{7f}", "<", ">", "&", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// Bytes as a string in base64url without padding.
    static func bytes(_ bytes: [UInt8]) -> String { "\"\(Base64.url.text(bytes))\"" }

    /// Values that are JSON already, as an array.
    static func array(_ values: [String]) -> String {
        "[" + values.joined(separator: ",") + "]"
    }

    /// An object; the values are JSON already.
    static func object(_ members: [(name: String, value: String)]) -> String {
        "{" + members.map { "\(string($0.name)):\($0.value)" }.joined(separator: ",") + "}"
    }
}

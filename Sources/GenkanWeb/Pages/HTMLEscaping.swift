import Mustache

/// HTML escaping that walks Unicode scalars, for text and for quoted attribute values.
///
/// swift-mustache's own escaping walks `Character`s: a quote followed by U+0301 or U+200D is one
/// `Character` that is not the quote, goes out raw and ends the attribute. A scalar can hide behind
/// nothing. Escaped are `& < > " ' `` ` `` =`, which covers quoted attributes as well as text.
struct HTMLEscaping: MustacheContentType {
    /// Returns the text with every scalar that has a meaning in HTML replaced by a reference.
    func escapeText(_ text: String) -> String { Self.escaped(text) }

    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: isSpecial) else { return text }
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            guard let reference = reference(for: scalar) else {
                escaped.append(scalar)
                continue
            }
            escaped.append(contentsOf: reference.unicodeScalars)
        }
        return String(escaped)
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        reference(for: Unicode.Scalar(byte)) != nil
    }

    private static func reference(for scalar: Unicode.Scalar) -> String? {
        switch scalar {
        case "&": "&amp;"
        case "<": "&lt;"
        case ">": "&gt;"
        case "\"": "&quot;"
        case "'": "&#39;"
        case "`": "&#96;"
        case "=": "&#61;"
        default: nil
        }
    }
}

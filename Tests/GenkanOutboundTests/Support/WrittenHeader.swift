import Foundation
import Testing

/// A written message as a reader sees it: header fields unfolded, in their order, and the body decoded.
struct WrittenHeader {
    let lines: [String]
    let fields: [(name: String, value: String)]
    let body: String

    init(_ message: [UInt8]) throws {
        let text = String(decoding: message, as: UTF8.self)
        let end = try #require(text.range(of: "\r\n\r\n", options: .literal))
        lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        fields = lines.reduce(into: [String]()) { fields, line in
            if line.hasPrefix(" "), let last = fields.indices.last {
                fields[last] += line
            } else {
                fields.append(line)
            }
        }.map { field in
            let name = field.prefix { $0 != ":" }
            let value = field.dropFirst(name.count + 1).drop { $0 == " " }
            return (String(name), String(value))
        }
        let code = text[end.upperBound...].components(separatedBy: "\r\n").joined()
        body = String(decoding: try #require(Data(base64Encoded: code)), as: UTF8.self)
    }

    subscript(name: String) -> String? { fields.first { $0.name == name }?.value }

    /// A value with its encoded words decoded (RFC 2047 § 6.2: blanks between two of them go).
    func decoded(_ name: String) throws -> String {
        var (text, wasEncoded) = ("", true)
        for word in try #require(self[name]).split(separator: " ") {
            let isEncoded = word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=")
            if !(isEncoded && wasEncoded), !text.isEmpty { text += " " }
            text += isEncoded ? try Self.decoded(word) : String(word)
            wasEncoded = isEncoded
        }
        return text
    }

    /// Strict: each word is UTF-8 by itself.
    private static func decoded(_ word: Substring) throws -> String {
        let code = word.dropFirst(10).dropLast(2)
        let bytes = try #require(Data(base64Encoded: String(code)))
        return try #require(String(validating: bytes, as: UTF8.self))
    }
}

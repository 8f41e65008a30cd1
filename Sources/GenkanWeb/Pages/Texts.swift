import Genkan

/// The words on the screen in one language.
///
/// The files are flat YAML, one `key: "text"` per line, one file per part and language
/// (`common.ja.yaml`, `entrance.en.yaml` …). A text may hold parameters in braces, and words that go by them:
/// `"{count} {count|card|cards} left"`.
/// A key that stands in one language stands in the other; a test holds that.
public struct Texts: Sendable {
    private let texts: [String: String]

    /// Makes texts from a table of keys.
    public init(_ texts: [String: String]) { self.texts = texts }

    /// The text of a key. An unknown key answers with the key itself, so that it is seen.
    public subscript(key: String) -> String { texts[key] ?? key }

    /// The text of a key with its parameters filled in; parameters that are not given stay as they are.
    public func callAsFunction(_ key: String, _ parameters: [String: String] = [:]) -> String {
        Self.fill(self[key], parameters)
    }

    /// Every key, for the tests that compare languages and templates.
    public var keys: Set<String> { Set(texts.keys) }

    /// What `{{t.key}}` reads in a template.
    var values: [String: String] { texts }

    /// Of `count|card|cards` one of the two words, by whether the parameter `count` is 1.
    private static func value(of place: String, _ parameters: [String: String]) -> String? {
        let parts = place.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let value = parameters[name] else { return nil }
        return parts.count == 3 ? parts[value == "1" ? 1 : 2] : value
    }

    /// Replaces `{name}` once, from left to right: what is filled in is never read again.
    private static func fill(_ text: String, _ parameters: [String: String]) -> String {
        guard !parameters.isEmpty else { return text }
        var filled = ""
        var rest = Substring(text)
        while let open = rest.utf8.firstIndex(of: UInt8(ascii: "{")),
            let close = rest[open...].utf8.firstIndex(of: UInt8(ascii: "}"))
        {
            let name = String(rest[rest.index(after: open)..<close])
            let end = rest.index(after: close)
            filled += rest[..<open]
            filled += value(of: name, parameters) ?? String(rest[open..<end])
            rest = rest[end...]
        }
        return filled + rest
    }
}

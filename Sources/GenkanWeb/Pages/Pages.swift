public import Genkan
public import HTTPTypes
public import Hummingbird
import NIOCore

/// Makes pages: a template, the texts of the reader's language, and the headers that go with them.
public struct Pages: Sendable {
    /// What is wrong with the embedded files; only a wrong build can have it.
    public enum Failure: Error, Hashable {
        /// A language file has a line that is not `key: "text"`, or a key twice.
        case texts(Language, line: Int)
        /// Two files give the same key.
        case duplicate(key: String, Language)
        /// A template; see ``TemplateLibrary/Failure``.
        case template(TemplateLibrary.Failure)
    }

    /// The parsed templates.
    public let templates: TemplateLibrary
    private let texts: [Language: Texts]
    /// What stands before the name of a static file in the addresses of pages: nothing, or
    /// ``StaticFiles/address``.
    var assets = ""

    /// Every template and text that is embedded in the executable, read once in a process.
    public init() throws(Failure) { self = try Self.embedded.get() }

    private static let embedded = Result { () throws(Failure) in try Pages(EmbeddedFiles.all) }

    init(_ parts: [EmbeddedFiles]) throws(Failure) {
        var templates: [String: [UInt8]] = [:]
        var tables: [Language: [String: String]] = [:]
        for part in parts {
            templates.merge(part.templates) { first, _ in first }
            for (language, bytes) in part.texts {
                try Self.add(bytes, of: language, to: &tables[language, default: [:]])
            }
        }
        do {
            self.templates = try TemplateLibrary(templates)
        } catch {
            throw .template(error)
        }
        self.texts = tables.mapValues(Texts.init)
    }

    /// The texts of a language.
    public func texts(_ language: Language) -> Texts { texts[language] ?? Texts([:]) }

    /// Renders a template as a complete answer.
    ///
    /// A template reads `{{lang}}` (`ja` or `en`), `{{t.key}}` (the texts), `{{assets}}` (what the address of a
    /// static file begins with), and `values`.
    ///
    /// - Parameters:
    ///   - template: the file name without `.mustache`.
    ///   - values: see ``TemplateLibrary/render(_:_:)``; `lang`, `t` and `assets` are taken.
    ///   - language: the reader's, usually `context.language`.
    ///   - status: 200 unless said otherwise.
    ///   - policy: what the page may load and who may frame it.
    /// - Throws: ``TemplateLibrary/Failure/unknown(template:)``.
    public func response(
        _ template: String, _ values: [String: Any] = [:], in language: Language,
        status: HTTPResponse.Status = .ok, policy: ResponsePolicy = .page()
    ) throws(TemplateLibrary.Failure) -> Response {
        let html = try html(template, values, in: language)
        var response = Response(
            status: status,
            headers: [
                .contentType: "text/html; charset=utf-8", .contentLanguage: language.rawValue,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
        response.apply(policy)
        return response
    }

    func html(
        _ template: String, _ values: [String: Any], in language: Language
    ) throws(TemplateLibrary.Failure) -> String {
        var values = values
        values["lang"] = language.rawValue
        values["assets"] = assets
        values["t"] = texts(language).values
        return try templates.render(template, values)
    }

    private static func add(
        _ bytes: [UInt8], of language: Language, to table: inout [String: String]
    ) throws(Failure) {
        let texts: [String: String]
        do {
            texts = try FlatYAML.read(bytes)
        } catch {
            throw .texts(language, line: error.line)
        }
        for (key, text) in texts where table.updateValue(text, forKey: key) != nil {
            throw .duplicate(key: key, language)
        }
    }
}

import Mustache

/// The page templates, parsed once at the start.
///
/// Every template begins with `{{% CONTENT_TYPE: HTML}}`, so that variables are escaped by
/// ``HTMLEscaping`` and not by the library's own escaping (see there why).
public struct TemplateLibrary: Sendable {
    /// What is wrong with a template; found at the start, never while a page is made.
    public enum Failure: Error, Hashable {
        /// The template does not begin with the content type.
        case contentTypeMissing(template: String)
        /// The template is not UTF-8 or not Mustache.
        case unreadable(template: String)
        /// No template has this name.
        case unknown(template: String)
    }

    /// The first line of every template.
    static let opening = "{{% CONTENT_TYPE: HTML}}"

    private let library: MustacheLibrary
    private let names: Set<String>

    /// Parses templates given by name.
    ///
    /// - Throws: ``Failure`` for the first template that does not parse.
    public init(_ templates: [String: [UInt8]]) throws(Failure) {
        Self.registerEscaping()
        var library = MustacheLibrary()
        for (name, bytes) in templates.sorted(by: { $0.key < $1.key }) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw .unreadable(template: name)
            }
            guard text.utf8.starts(with: Self.opening.utf8) else {
                throw .contentTypeMissing(template: name)
            }
            do {
                try library.register(text, named: name)
            } catch {
                throw .unreadable(template: name)
            }
        }
        self.library = library
        self.names = Set(templates.keys)
    }

    /// Renders a template.
    ///
    /// - Parameter values: what `{{name}}` stands for: strings, numbers, `Bool`, arrays and
    ///   dictionaries of these, or structs whose stored properties are.
    /// - Throws: ``Failure/unknown(template:)``.
    public func render(_ name: String, _ values: [String: Any]) throws(Failure) -> String {
        guard let text = library.render(values, withTemplate: name) else {
            throw .unknown(template: name)
        }
        return text
    }

    /// Whether a template of that name exists.
    public func contains(_ name: String) -> Bool { names.contains(name) }

    /// Content types are global in swift-mustache and looked up while a template is parsed.
    private static func registerEscaping() {
        MustacheContentTypes.register(HTMLEscaping(), named: "HTML")
    }
}

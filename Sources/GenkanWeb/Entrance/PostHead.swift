import Genkan
import HTTPTypes

/// What the head of a post says to the entrance, read in one pass: looking a header up walks all of
/// them, and a post asks for seven.
struct PostHead {
    private(set) var contentType: String?
    private(set) var accepted: [String] = []
    private(set) var origin: String?
    private(set) var fetchSite: String?
    private(set) var fetchMode: String?
    private(set) var idempotencyKey: String?
    private(set) var contentEncoding: String?

    init(_ headers: HTTPFields) {
        for field in headers {
            switch field.name {
            case .contentType: Self.add(field.value, to: &contentType)
            case .accept: accepted.append(field.value)
            case .origin: Self.add(field.value, to: &origin)
            case .secFetchSite: Self.add(field.value, to: &fetchSite)
            case .secFetchMode: Self.add(field.value, to: &fetchMode)
            case .idempotencyKey: Self.add(field.value, to: &idempotencyKey)
            case .contentEncoding: Self.add(field.value, to: &contentEncoding)
            default: break
            }
        }
    }

    /// A header that stands there twice is one list (RFC 9110 § 5.3).
    private static func add(_ value: String, to header: inout String?) {
        header = header.map { "\($0), \(value)" } ?? value
    }

    /// Whether the body is packed, which it must not be (RFC 9110 § 8.4).
    var isPacked: Bool { contentEncoding.map { $0.lowercased() != "identity" } ?? false }

    /// Whether the client would rather have JSON than HTML. A script that sends a form says neither: it could
    /// not read the page to which a browser is led.
    var prefersJSON: Bool {
        AcceptedTypes.preferJSON(accepted, contentType: contentType)
            || isOfScript && AcceptedTypes(accepted).quality(of: "text/html") == 0
    }

    /// Whether a script asked for it rather than a person's click (Fetch metadata § 2.2).
    private var isOfScript: Bool {
        fetchMode == "cors" || fetchMode == "same-origin"
    }
}

import Genkan
import HTTPTypes
import Hummingbird

/// A problem for programs (RFC 9457) with members of ours: a stable `code`, `errors` by field, and the
/// `reference` under which the log has the request.
struct Problem: Encodable {
    var type = "about:blank"
    let title: String
    let status: Int
    let detail: String
    let code: String
    var errors: [String: Fault]?
    var reference: String?

    /// What is wrong with one answer.
    struct Fault: Encodable {
        let code: String
        let detail: String
    }

    /// The answer that carries it.
    func response(in language: Language) -> Response {
        .json(
            self, status: HTTPResponse.Status(code: status), type: "application/problem+json",
            in: language)
    }

    /// The code of a refusal that knows no more than its status.
    static func code(of status: HTTPResponse.Status) -> String {
        switch status.code {
        case 403: "forbidden"
        case 404: "not-found"
        case 405: "method-not-allowed"
        case 408: "too-slow"
        case 413: "too-large"
        case 414: "address-too-long"
        case 429: "too-many"
        case 503: "busy"
        case 500...: "internal-error"
        default: "bad-request"
        }
    }
}

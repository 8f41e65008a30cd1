import Foundation
import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore

/// The answer to a post: a page for people, JSON for programs.
struct SubmissionAnswer {
    let entrance: Entrance
    let form: RegisteredForm
    /// What was sent, as far as it could be read.
    let raw: RawSubmission?
    let language: Language
    let wantsJSON: Bool
    /// The origin whose scripts may read the answer.
    let reader: String?

    /// Stored: 303 to the thank-you page, or 201 with the receipt.
    ///
    /// The receipt code may stand in an address: it is a random number that says nothing about the
    /// visitor and opens nothing, and neither our log nor the `Referer` carries the query.
    func received(_ receipt: ReceiptCode) -> Response {
        guard !wantsJSON else { return json(["receipt": receipt.text], status: .created) }
        let page = "/f/\(form.form.name)/thanks?receipt=\(receipt.text)&lang=\(language.rawValue)"
        return .redirect(to: form.form.thanks.redirect ?? page, type: .normal)
    }

    /// Not stored: the form again, or a problem.
    func refused(_ refusal: Refusal) throws -> Response {
        var response = wantsJSON ? problem(refusal) : try page(refusal)
        if let seconds = refusal.retryAfter { response.headers[.retryAfter] = String(seconds) }
        return response
    }

    private func page(_ refusal: Refusal) throws -> Response {
        guard let raw else {
            return try MessagePage(entrance: entrance, form: form.form, language: language)
                .response(refusal)
        }
        return try FormPage(entrance: entrance, form: form, language: language, typed: raw)
            .response(refusal)
    }

    private func problem(_ refusal: Refusal) -> Response {
        let texts = entrance.pages.texts(language)
        let wording = refusal.wording(texts)
        let errors: [String: Problem.Fault]? =
            if case .answers(let problems) = refusal {
                Dictionary(problems.map { ($0.field, fault($0)) }) { first, _ in first }
            } else {
                nil
            }
        let problem = Problem(
            title: wording.heading, status: refusal.status.code,
            detail: wording.owner?.explanation ?? wording.text, code: refusal.code, errors: errors)
        var response = json(problem, status: refusal.status)
        response.headers[.contentType] = "application/problem+json"
        return response
    }

    private func fault(_ problem: FieldProblem) -> Problem.Fault {
        Problem.Fault(code: problem.code.word, detail: problem.text(in: language, form: form.form))
    }

    private func json(_ value: some Encodable, status: HTTPResponse.Status) -> Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let bytes = (try? encoder.encode(value)) ?? Data("{}".utf8)
        var response = Response(
            status: status,
            headers: [
                .contentType: "application/json", .contentLanguage: language.rawValue,
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        response.apply(.json(allowedOrigin: reader))
        if reader != nil { response.headers[.accessControlExposeHeaders] = "Retry-After" }
        return response
    }
}

/// A problem (RFC 9457) with two members of ours: a stable `code`, and `errors` by field.
private struct Problem: Encodable {
    var type = "about:blank"
    var title: String
    var status: Int
    var detail: String
    var code: String
    var errors: [String: Fault]?

    struct Fault: Encodable {
        var code: String
        var detail: String
    }
}

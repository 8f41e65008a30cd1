import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

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
    /// The origin of the house.
    let house: Origin?

    /// Stored: 303 to the thank-you page, or 201 with the receipt. That it cannot be proved just now is no
    /// reason to say that it was not stored.
    ///
    /// The receipt may stand in an address: it says nothing about the visitor and opens nothing, and neither
    /// our log nor the `Referer` carries the query.
    func received(_ receipt: Receipt) -> Response {
        let given = GivenReceipt(receipt, of: form, entrance.receipts)
        guard !wantsJSON else {
            var body = ["receipt": receipt.code.text]
            body["signed_receipt"] = try? given.signed(by: house)
            var response = Response.json(body, status: .created, in: language)
            response.open(to: reader)
            return response
        }
        if let redirect = form.form.thanks.redirect {
            return .redirect(to: redirect, type: .normal)
        }
        var page = "/f/\(form.form.name)/thanks?receipt=\(receipt.code.text)"
        if let proof = try? given.proof() { page += "&proof=\(proof)" }
        return .redirect(to: page + "&lang=\(language.rawValue)", type: .normal)
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
        let wording = refusal.wording(entrance.pages.texts(language))
        var problem = Problem(
            title: wording.heading, status: refusal.status.code,
            detail: wording.owner?.explanation ?? wording.text, code: refusal.code)
        if case .answers(let problems) = refusal {
            problem.errors = Dictionary(
                problems.map { ($0.field, fault($0)) }, uniquingKeysWith: { first, _ in first })
        }
        var response = problem.response(in: language)
        response.open(to: reader)
        return response
    }

    private func fault(_ problem: FieldProblem) -> Problem.Fault {
        Problem.Fault(code: problem.code.word, detail: problem.text(in: language, form: form.form))
    }
}

import Genkan
import GenkanStorage
import Hummingbird

/// `GET /f/{form}/thanks`: the receipt to keep, with the way to prove it.
///
/// The signed receipt is on it where the address carries the proof that this house gave it. Without one the page
/// repeats the code of its address and proves nothing: whether a submission exists, only the staff can
/// tell. A code that is none (a wrong check character) is not shown.
struct ShowThanks {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let registered = try entrance.form(context), form = registered.form
        let language = Language.chosen(nil, request, otherwise: context.language)
        let texts = entrance.pages.texts(language)
        let query = request.uri.queryParameters
        let proof = query["proof"].map { String($0) }
        let given = proof.flatMap { GivenReceipt(proof: $0, of: registered, entrance.receipts) }
        let receipt =
            given?.receipt.code ?? query["receipt"].flatMap { ReceiptCode(String($0)) }
        var address = "/f/\(form.name)/thanks"
        if let receipt { address += "?receipt=\(receipt.text)" }
        if given != nil, let proof { address += "&proof=\(proof)" }
        var values: [String: Any] = [
            "name": form.name, "title": form.title[language],
            "thanks": form.thanks.text[language],
            "pageTitle": texts("entrance-thanks-title", ["title": form.title[language]]),
            "hasLanguages": true,
            "languages": Language.allCases.links(to: address, current: language),
        ]
        if let receipt {
            values["receipt"] = ["code": receipt.text, "spelled": Self.spelled(receipt)]
        }
        if let given, let proof {
            let days = DayText(zone: form.zone, now: entrance.now(), texts: texts, hasYear: true)
            values["signed"] = [
                "text": try given.signed(by: context.publicOrigin),
                "href": "/f/\(form.name)/receipt?proof=\(proof)",
                "machine": Moment.machine(given.receipt.received, in: form.zone),
                "received": days.text(given.receipt.received),
            ]
        }
        return try entrance.pages.response("entrance-thanks", values, in: language)
    }

    /// Every character by itself, with a pause between groups, as one reads it over the telephone.
    static func spelled(_ receipt: ReceiptCode) -> String {
        receipt.text.split(separator: "-")
            .map { $0.unicodeScalars.map(String.init).joined(separator: " ") }
            .joined(separator: ", ")
    }
}

import Genkan
import Hummingbird

/// The page for a post whose text could not be read, so that there is no form to fill in again.
struct MessagePage {
    let entrance: Entrance
    let form: Form
    let language: Language

    func response(_ refusal: Refusal) throws -> Response {
        let texts = entrance.pages.texts(language)
        let wording = refusal.wording(texts)
        var values: [String: Any] = [
            "name": form.name, "heading": wording.heading, "text": wording.text,
            "pageTitle": texts("entrance-error-title", ["title": form.title[language]]),
        ]
        values["owner"] = wording.owner?.values
        return try entrance.pages.response(
            "entrance-message", values, in: language, status: refusal.status)
    }
}

extension Wording.Owner {
    /// What `entrance-owner` reads.
    var values: [String: Any] {
        var values: [String: Any] = ["explanation": explanation]
        values["setting"] = setting
        return values
    }
}

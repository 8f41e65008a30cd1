import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// The page that shows who can open a form, and says what became of the change that was asked for.
struct AccessPage {
    let desk: Desk
    let form: RegisteredForm

    func response(
        _ word: AccessWord?, about person: PersonID?, _ context: DeskContext
    ) async throws -> Response {
        let access = try await desk.grants.access(to: form.id, for: context.session.live)
        let frame = try DeskFrame(desk: desk, context: context, form: access.form.form)
        let view = AccessView(access: access, frame: frame, me: context.person.id, now: desk.now())
        let title = word?.refusal == nil ? "desk-access-title" : "desk-access-refused-title"
        var values = frame.values(title: frame.texts(title, ["form": frame.formTitle]))
        values.merge(view.values) { _, new in new }
        values["here"] = Self.address(of: form)
        if let word {
            let said = view.sentence(word, about: person)
            values[word.refusal == nil ? "notice" : "problem"] = said
        }
        return try desk.pages.response(
            "desk-access", values, in: context.language, status: word?.refusal ?? .ok)
    }

    /// Where the page is.
    static func address(of form: RegisteredForm) -> String {
        "/desk/forms/\(form.form.name)/access"
    }
}

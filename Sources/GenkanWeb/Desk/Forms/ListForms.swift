import Genkan
import GenkanStorage
import Hummingbird
import Logging

/// `GET /desk` and `GET /desk/forms`: the forms this person may open. Who may open one form only is
/// led to its board from `/desk`.
struct ListForms: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let list = try await desk.board.forms(for: context.session.live)
        let forms = list.forms
        if list.refused.isEmpty, forms.count == 1, let only = forms.first,
            request.uri.path == "/desk"
        {
            return .redirect(to: "/desk/forms/\(only.form.name)/board", type: .normal)
        }
        let frame = try DeskFrame(desk: desk, context: context)
        var values = frame.values(title: frame.texts["desk-forms-title"])
        values["atForms"] = true
        values["here"] = "/desk/forms"
        var tiles: [[String: Any]] = []
        for form in forms { tiles.append(try await tile(form, frame, context)) }
        values["forms"] = tiles
        values["hasForms"] = !tiles.isEmpty
        values["refused"] = refused(list, frame, context)
        if request.uri.queryParameters["done"] == "given-up" {
            values["notice"] = frame.texts["desk-forms-given-up"]
        }
        return try desk.pages.response("desk-forms", values, in: context.language)
    }

    /// What the page says of forms that were tampered with; the log names what is not genuine.
    func refused(
        _ list: FormList, _ frame: DeskFrame, _ context: DeskContext
    ) -> String? {
        guard !list.refused.isEmpty else { return nil }
        for form in list.refused {
            context.logger.error(
                "A form was refused: what is stored is not what was signed",
                metadata: ["form": .string(form.name), "error": .string("\(form.error)")])
        }
        let names = list.refused.map(\.name).joined(separator: ", ")
        return frame.texts("desk-forms-refused", ["forms": names])
    }

    private func tile(
        _ form: RegisteredForm, _ frame: DeskFrame, _ context: DeskContext
    ) async throws -> [String: Any] {
        let found = try await desk.board.counts(
            of: form.id, for: context.session.live, now: desk.now())
        let columns = Column.all(of: form.form, occupied: found.keys.sorted())
        let counts = columns.map { column -> [String: Any] in
            [
                "stage": Stage(column, of: form.form).rawValue,
                "label": column.label[frame.language],
                "count": (found[column.id] ?? 0).grouped,
            ]
        }
        return [
            "name": form.form.name, "title": form.form.title[frame.language], "counts": counts,
        ]
    }
}

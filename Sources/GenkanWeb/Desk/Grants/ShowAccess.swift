import Genkan
import Hummingbird

/// `GET /desk/forms/{form}/access`: who can open the form and since when.
struct ShowAccess: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let person = request.uri.queryParameters["person"].flatMap { PersonID($0) }
        return try await AccessPage(desk: desk, form: form)
            .response(AccessWord(request), about: person, context)
    }
}

import Genkan
import Hummingbird

/// `GET /f/{form}`: the hosted form.
struct ShowForm {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let form = try entrance.form(context)
        let language = Language.chosen(nil, request, otherwise: context.language)
        return try FormPage(entrance: entrance, form: form, language: language, typed: nil)
            .response()
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `OPTIONS /f/{form}`: whether a script of another website may post JSON (CORS preflight, Fetch
/// § 4.8). Only an origin that the form names, exactly; never with credentials.
struct AnswerPreflight {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let form = try entrance.form(context)
        let sender = SenderOrigin(of: request, for: form, publicOrigin: context.publicOrigin)
        var response = Response(status: .noContent)
        response.apply(.json)
        response.headers[.vary] = "Origin"
        response.open(to: sender.reader)
        if sender.reader != nil {
            response.headers[.accessControlAllowMethods] = "POST"
            response.headers[.accessControlAllowHeaders] = "Content-Type, Idempotency-Key"
            response.headers[.accessControlMaxAge] = "600"
        }
        return response
    }
}

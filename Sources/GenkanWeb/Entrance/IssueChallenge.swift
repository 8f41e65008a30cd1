import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore
import Proofs

/// `GET /f/{form}/challenge`: work for the visitor's browser, good for this form only.
struct IssueChallenge {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let form = try entrance.form(context)
        guard form.form.captcha == .altcha else { throw HTTPError(.notFound) }
        let sender = SenderOrigin(
            of: request, for: form, publicOrigin: context.publicOrigin)
        guard sender.mayPost else { throw HTTPError(.forbidden) }
        let challenge = try entrance.altcha.challenge(
            form: form.idText, now: entrance.seconds)
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: challenge.json)))
        response.apply(.json)
        // The widget counts a challenge's life by our clock, not by the visitor's.
        response.open(to: sender.reader, exposing: "Date")
        return response
    }
}

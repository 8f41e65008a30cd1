import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore
import Proofs

/// `GET /f/{form}/challenge`: work for the visitor's browser, good for this form only. Of a form with a
/// provider's CAPTCHA, what its widget is set up with.
struct IssueChallenge {
    let entrance: Entrance

    func callAsFunction(_ request: Request, _ context: GenkanRequestContext) throws -> Response {
        let form = try entrance.form(context)
        guard form.form.captcha != .none else { throw HTTPError(.notFound) }
        let sender = SenderOrigin(
            of: request, for: form, publicOrigin: context.publicOrigin)
        guard sender.mayPost else { throw HTTPError(.forbidden) }
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try json(form))))
        response.apply(.json)
        // The widget counts a challenge's life by our clock, not by the visitor's.
        response.open(to: sender.reader, exposing: "Date")
        return response
    }

    private func json(_ form: RegisteredForm) throws -> String {
        guard form.form.captcha.provider != nil else {
            return try entrance.altcha.challenge(form: form.idText, now: entrance.seconds).json
        }
        guard let widget = CaptchaWidget(of: form, entrance.providers) else {
            throw HTTPError(.notFound)
        }
        return widget.json
    }
}

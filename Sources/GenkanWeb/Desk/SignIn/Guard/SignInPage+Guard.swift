import HTTPTypes
import Hummingbird

/// The pages that say why a try was not looked at. The name stays, the password has to be typed again.
extension SignInPage {
    func response(waitingInCrowd name: String) throws -> Response {
        try response(waiting: SignInGuard.patience, because: .crowd, name: name)
    }

    func response(
        waiting seconds: Int, because reason: SignInDelay, name: String
    ) throws -> Response {
        let key =
            switch reason {
            case .tries: "desk-sign-in-slow-down"
            case .crowd: "desk-sign-in-crowded"
            }
        let problem = desk.pages.texts(language)(key, ["seconds": String(seconds)])
        var response = try response(problem: problem, name: name, status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// Without JavaScript there is no proof: then the crowd has to pass, which takes a minute.
    func response(askingProofOf name: String) throws -> Response {
        var response = try response(
            problem: desk.pages.texts(language)["desk-sign-in-prove"], name: name,
            isProofAsked: true, status: .tooManyRequests)
        response.headers[.retryAfter] = "60"
        return response
    }
}

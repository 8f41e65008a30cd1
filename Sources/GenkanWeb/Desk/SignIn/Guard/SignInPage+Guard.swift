import HTTPTypes
import Hummingbird

extension SignInPage {
    /// The page that says why a try was not looked at; nil when it may go on. The name stays, the password
    /// has to be typed again.
    func refusal(_ decision: SignInDecision, name: String) throws -> Response? {
        let texts = desk.pages.texts(language)
        let (problem, seconds): (String, Int)
        switch decision {
        case .goOn: return nil
        case .wait(let delay, .tries):
            seconds = delay
            problem = texts("desk-sign-in-slow-down", ["seconds": String(delay)])
        case .wait(let delay, .crowd):
            seconds = delay
            problem = texts("desk-sign-in-crowded", ["seconds": String(delay)])
        case .prove:
            // Without JavaScript there is no proof: then the crowd has to pass.
            seconds = 60
            problem = texts["desk-sign-in-prove"]
        }
        var response = try self.response(
            problem: problem, name: name, isProofAsked: decision == .prove,
            status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }
}

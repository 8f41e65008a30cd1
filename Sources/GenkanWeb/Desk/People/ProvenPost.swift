import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// A form that changes people: it carries the password of whoever asks, because only that opens the key
/// that signs the next roster.
struct ProvenPost: Sendable {
    let desk: Desk
    let context: DeskContext

    /// Why nothing was changed, for the page that is shown again.
    struct Refused: Sendable {
        let problem: String
        let status: HTTPResponse.Status
    }

    /// Runs the change, or shows the form again with what is in its way. Wrong passwords are slowed
    /// down; right ones are not.
    func callAsFunction(
        _ post: DeskPost, _ change: (Password) async throws -> Response,
        again: (Refused) async throws -> Response
    ) async throws -> Response {
        let texts = desk.pages.texts(context.language)
        // Taken first, so that many at once are counted, and given back unless the password was wrong.
        if let wait = desk.againLimit.allow(context.person.id) {
            let seconds = String(wait.wholeSeconds)
            let problem = texts("desk-sign-in-slow-down", ["seconds": seconds])
            var response = try await again(
                Refused(problem: problem, status: .tooManyRequests))
            response.headers[.retryAfter] = seconds
            return response
        }
        var isWrong = false
        defer { if !isWrong { desk.againLimit.giveBack(context.person.id) } }
        guard let password = try SignIn.password(post["password"] ?? "") else {
            let problem = texts["desk-again-empty"]
            return try await again(Refused(problem: problem, status: .unprocessableContent))
        }
        do {
            return try await change(password)
        } catch let refusal as PeopleRefusal {
            isWrong = refusal == .wrongPassword
            return try await again(refused(refusal))
        } catch let error as SealingError where error.code != .unavailable {
            return try await again(forged(error))
        }
    }

    func refused(_ refusal: PeopleRefusal) -> Refused {
        Refused(
            problem: desk.pages.texts(context.language)["desk-people-refused-\(refusal.rawValue)"],
            status: refusal.isAboutTyping ? .unprocessableContent : .conflict)
    }

    /// What is stored is not what was signed: the log names it.
    func forged(_ error: SealingError) -> Refused {
        context.logger.error(
            "A change of people was refused: what is stored is not what was signed",
            metadata: ["error": .string("\(error)")])
        return Refused(
            problem: desk.pages.texts(context.language)["desk-people-refused-forged"],
            status: .conflict)
    }
}

extension PeopleRefusal {
    /// Whether typing something else helps.
    fileprivate var isAboutTyping: Bool {
        switch self {
        case .wrongPassword, .nameTaken, .nameInvited, .unknownCode: true
        default: false
        }
    }
}

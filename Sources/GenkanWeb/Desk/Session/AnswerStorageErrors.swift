import GenkanStorage
import HTTPTypes
import Hummingbird

/// Turns what the store says into the status the error page shows: what this person may not open does
/// not exist for them.
struct AnswerStorageErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: DoorContext,
        next: (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as StorageError {
            switch error.code {
            case .notFound, .notAllowed: throw HTTPError(.notFound)
            case .invalid: throw HTTPError(.badRequest)
            case .unavailable:
                throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"])
            default: throw error
            }
        }
    }
}

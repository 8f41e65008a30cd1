import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// Turns what the store says into the status the error page shows: what this person may not open does
/// not exist for them. That the seals could not work for now, as memory is short, is no answer about
/// what is sealed: the same status as of a store that could not.
struct AnswerStorageErrors: RouterMiddleware {
    func handle(
        _ request: Request, context: DoorContext,
        next: @concurrent (Request, DoorContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as StorageError {
            switch error.code {
            case .notFound, .notAllowed: throw HTTPError(.notFound)
            case .invalid: throw HTTPError(.badRequest)
            case .unavailable, .crowded:
                throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"])
            default: throw error
            }
        } catch let error as SealingError where error.code == .unavailable {
            context.logger.error(
                "A request could not be served for now", metadata: ["error": .string("\(error)")])
            throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"])
        }
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging

/// One thing that a signed-in person can ask of the desk: where, by which right, and what answers.
struct DeskRoute: Sendable {
    typealias Action = @Sendable (Request, DeskContext) async throws -> Response

    let method: HTTPRequest.Method
    /// Below `/desk`; empty for `/desk` itself.
    let path: String
    let right: Right
    /// Whether the credential must have been given a moment ago.
    let asksAgain: Bool
    private let action: Action

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ right: Right, _ asksAgain: Bool,
        _ action: @escaping Action
    ) {
        self.method = method
        self.path = path
        self.right = right
        self.asksAgain = asksAgain
        self.action = action
    }

    static func get(
        _ path: String, _ right: Right, asksAgain: Bool = false, _ action: @escaping Action
    ) -> DeskRoute {
        DeskRoute(.get, path, right, asksAgain, action)
    }

    static func post(
        _ path: String, _ right: Right, asksAgain: Bool = false, _ action: @escaping Action
    ) -> DeskRoute {
        DeskRoute(.post, path, right, asksAgain, action)
    }

    /// 403 for who has not the right, before anything is read or looked up; then the credential, where
    /// that is asked for again.
    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard context.person.role.may(right) else {
            context.logger.notice(
                "Somebody asked for what the role does not allow",
                metadata: [
                    "person": .string(context.person.id.description),
                    "right": .string(right.rawValue),
                ])
            throw HTTPError(.forbidden)
        }
        guard !asksAgain || context.session.live.isFresh else { throw CredentialRequired.again }
        return try await action(request, context)
    }
}

import Genkan
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
    private let action: Action

    private init(
        _ method: HTTPRequest.Method, _ path: String, _ right: Right, _ action: @escaping Action
    ) {
        self.method = method
        self.path = path
        self.right = right
        self.action = action
    }

    static func get(
        _ path: String, _ right: Right, _ action: @escaping Action
    ) -> DeskRoute {
        DeskRoute(.get, path, right, action)
    }

    static func post(
        _ path: String, _ right: Right, _ action: @escaping Action
    ) -> DeskRoute {
        DeskRoute(.post, path, right, action)
    }

    /// 403 for who has not the right, before anything is read or looked up.
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
        return try await action(request, context)
    }
}

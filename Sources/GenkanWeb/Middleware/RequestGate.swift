import HTTPTypes
import Hummingbird

/// Refuses, by their heads alone, requests that no route could serve.
struct RequestGate: RouterMiddleware {
    typealias Context = GenkanRequestContext

    /// The methods that mean anything here (RFC 9110 § 9, RFC 5789).
    static let methods: [HTTPRequest.Method] = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    let limits: Limits

    func handle(
        _ request: Request, context: Context,
        next: (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard Self.methods.contains(request.method) else { throw HTTPError(.notImplemented) }
        guard let authority = request.head.authority, !authority.isEmpty else {
            throw HTTPError(.badRequest)  // RFC 9112 § 3.2
        }
        guard (request.head.path ?? "").utf8.count <= limits.targetBytes else {
            throw HTTPError(.uriTooLong)
        }
        if let length = request.headers[.contentLength] {
            guard let bytes = Int(length), bytes >= 0 else { throw HTTPError(.badRequest) }
            guard bytes <= limits.bodyBytes else { throw HTTPError(.contentTooLarge) }
        }
        return try await next(request, context)
    }
}

extension Router {
    /// Gives every path an answer to the methods it does not have: 405 with `Allow` (RFC 9110 § 15.5.6).
    /// To be called once, after the last route.
    func refuseOtherMethods() {
        let paths = Dictionary(grouping: routes, by: \.path.description)
        for (path, routes) in paths {
            var allowed = Set(routes.map(\.method))
            if allowed.contains(.get) { allowed.insert(.head) }
            let allow = allowed.map(\.rawValue).sorted().joined(separator: ", ")
            for method in RequestGate.methods where !allowed.contains(method) {
                on(RouterPath(path), method: method) { _, _ -> Response in
                    throw HTTPError(.methodNotAllowed, headers: [.allow: allow])
                }
            }
        }
    }
}

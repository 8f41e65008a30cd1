import Genkan
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
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        guard Self.methods.contains(request.method) else { throw HTTPError(.notImplemented) }
        guard let authority = request.head.authority, !authority.isEmpty else {
            throw HTTPError(.badRequest)  // RFC 9112 § 3.2
        }
        // The first Host has become the authority: a second one means that somebody before us may
        // have understood another (RFC 9112 § 3.2). HTTP/2 may repeat it (RFC 9113 § 8.3.1).
        guard request.headers.allSatisfy({ context.mayBear($0, beside: authority) }) else {
            throw HTTPError(.badRequest)
        }
        // The router skips empty segments, so that a proxy's rules for `/desk` would miss `//desk`.
        guard !request.uri.path.contains("//") else { throw HTTPError(.notFound) }
        guard (request.head.path ?? "").utf8.count <= limits.targetBytes else {
            throw HTTPError(.uriTooLong)
        }
        // Nothing is unpacked here (RFC 9112 § 6.1).
        if let coding = request.headers[.transferEncoding], coding.lowercased() != "chunked" {
            throw HTTPError(.notImplemented)
        }
        if let length = request.headers[.contentLength] {
            guard let bytes = Int(length), bytes >= 0 else { throw HTTPError(.badRequest) }
            if bytes > limits.bodyBytes {
                guard request.mayBringText else { throw HTTPError(.contentTooLarge) }
                context.isBodyTooLarge = true
            }
        }
        return try await next(request, context)
    }
}

extension Request {
    /// Whether it is the body of a form in which text may stand before a file that is too large.
    fileprivate var mayBringText: Bool {
        guard method == .post, uri.path.hasPrefix("/f/") else { return false }
        return AcceptedTypes.essence((headers[.contentType] ?? "")[...]) == "multipart/form-data"
    }
}

extension GenkanRequestContext {
    fileprivate func mayBear(_ field: HTTPField, beside authority: String) -> Bool {
        field.name.canonicalName != "host"
            || httpVersion == .http2 && field.value.utf8.elementsEqual(authority.utf8)
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

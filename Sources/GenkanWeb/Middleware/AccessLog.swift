import HTTPTypes
import Hummingbird
import Logging

/// One line per request: method, route template, status, milliseconds. Never an address, a path, a query or
/// anything else that a visitor chose: the method is logged only when it is a known one.
struct AccessLog: RouterMiddleware {
    typealias Context = GenkanRequestContext

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        let known = RequestGate.methods.contains(request.method)
        context.logger.info(
            "Answered",
            metadata: [
                "method": .string(known ? request.method.rawValue : "other"),
                "route": .string(context.endpointPath ?? "none"),
                "status": .stringConvertible(response.status.code),
                "ms": .stringConvertible((ContinuousClock.now - start) / .milliseconds(1)),
            ])
        return response
    }
}

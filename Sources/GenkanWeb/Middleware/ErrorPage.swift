import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL
import Sealing

/// The catch-all: every error leaves as a page in the reader's language, or as problem details (RFC 9457)
/// for a client that prefers JSON. What an error says of itself never reaches the client (ASVS 16.5.1).
struct ErrorPage: RouterMiddleware {
    typealias Context = GenkanRequestContext

    let pages: Pages
    /// The origin whose scripts may read the error of a request: a form's website that may post there
    /// has to be told why it was refused, also by those who never saw the form's route.
    var reader: @Sendable (Request, Context) -> String? = { _, _ in nil }

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            guard response.status.code >= 400, response.body.contentLength == 0,
                response.headers[.contentType] == nil
            else { return response }
            return try page(response.status, response.headers, request, context)
        } catch let error as HTTPParserError {
            throw error  // answered by the connection itself, which it ends
        } catch {
            let (status, headers) = answer(to: error, request, context)
            return try page(status, headers, request, context)
        }
    }

    /// The status of an error, and those of its headers that are for the client.
    private func answer(
        to error: any Error, _ request: Request, _ context: Context
    ) -> (HTTPResponse.Status, HTTPFields) {
        if let error = error as? HTTPError { return (error.status, error.headers) }
        if let error = error as? any HTTPResponseError { return (error.status, [:]) }
        switch error {
        case is NIOTooManyBytesError: return (.contentTooLarge, [:])
        case is CancellationError: return (.serviceUnavailable, [.retryAfter: "5"])
        case is ChannelError, is IOError, is NIOSSLError, is NIOHTTP2Errors.StreamClosed:
            return (.badRequest, [:])  // gone before its request was read
        default:
            context.logger.error(
                "A request failed",
                metadata: [
                    "route": .string(context.endpointPath ?? "none"),
                    "error": .string(Self.name(of: error)),
                ])
            return (.internalServerError, [:])
        }
    }

    /// What the log may say of an error. What the store and the seals refuse they name by ids, for
    /// this very place; of any other error nobody knows what its words contain.
    static func name(of error: any Error) -> String {
        switch error {
        case let error as StorageError: "\(error)"
        case let error as SealingError: "\(error)"
        default: String(reflecting: type(of: error))
        }
    }

    private func page(
        _ status: HTTPResponse.Status, _ headers: HTTPFields, _ request: Request,
        _ context: Context
    ) throws -> Response {
        let words = ErrorWords(status, pages.texts(context.language))
        var response =
            prefersJSON(request)
            ? Self.problem(status, words, context)
            : try pages.response(
                "error",
                [
                    "status": status.code, "title": words.title, "what": words.what,
                    "next": words.next, "reference": context.requestID,
                    "isDesk": request.uri.path == "/desk" || request.uri.path.hasPrefix("/desk/"),
                ], in: context.language, status: status)
        for field in headers where field.name != .contentLength && field.name != .contentType {
            response.headers[field.name] = field.value
        }
        response.headers[.vary] = "Accept, Accept-Language"
        response.open(to: reader(request, context))
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// At the entrance as it decides itself: a script may say neither.
    private func prefersJSON(_ request: Request) -> Bool {
        request.uri.path.hasPrefix("/f/")
            ? PostHead(request.headers).prefersJSON : request.prefersJSON
    }

    private static func problem(
        _ status: HTTPResponse.Status, _ words: ErrorWords, _ context: Context
    ) -> Response {
        Problem(
            title: words.title, status: status.code, detail: words.what + " " + words.next,
            code: Problem.code(of: status), reference: context.requestID
        ).response(in: context.language)
    }
}

/// What an error page says: what happened, and what the reader can do.
struct ErrorWords {
    let title: String
    let what: String
    let next: String

    /// A status without words of its own has those of its class.
    init(_ status: HTTPResponse.Status, _ texts: Texts) {
        let own = texts.keys.contains("error-\(status.code)-title")
        let code = own ? status.code : (status.code >= 500 ? 500 : 400)
        title = texts["error-\(code)-title"]
        what = texts["error-\(code)-what"]
        next = texts["error-\(code)-next"]
    }
}

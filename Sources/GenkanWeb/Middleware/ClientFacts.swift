import Genkan
import HTTPTypes
import Hummingbird

/// Finds out who asks: the client's address and language, for everything further in; and notes by
/// which name the outside knows us.
struct ClientFacts: RouterMiddleware {
    typealias Context = GenkanRequestContext

    let trustedProxies: TrustedProxies
    /// Networks that no limit on the number or the bytes of requests concerns.
    var exemptNetworks: [AddressRange] = []
    var publicOrigin: Origin?

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.publicOrigin = publicOrigin
        context.language = language(of: request)
        context.clientAddress = context.channel.remoteAddress.flatMap(ClientAddress.init).map {
            trustedProxies.client(
                behind: $0, forwarded: request.headers[values: .forwardedFor])
        }
        context.isExempt = context.clientAddress.map(isExempt) ?? false
        return try await next(request, context)
    }

    /// At the desk people choose their language, and a cookie keeps it; the entrance has no cookies.
    private func language(of request: Request) -> Language {
        if request.uri.path == "/desk" || request.uri.path.hasPrefix("/desk/"),
            let chosen = request.cookies[LanguageCookie.name],
            let language = Language(rawValue: chosen.value)
        {
            return language
        }
        return .preferred(acceptLanguage: request.headers[.acceptLanguage])
    }

    func isExempt(_ address: ClientAddress) -> Bool {
        exemptNetworks.contains { $0.contains(address) }
    }
}

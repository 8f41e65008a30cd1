import Genkan
import HTTPTypes
import Hummingbird

/// Finds out who asks: the client's address and language, for everything further in; and notes by
/// which name the outside knows us.
///
/// The address is the peer's. Only when the peer is a trusted proxy is `X-Forwarded-For` read: from
/// the right, past every trusted proxy, to the first address that is none. Whatever a client writes
/// further left is never looked at (ASVS 4.1.3), and an unreadable element ends the search.
struct ClientFacts: RouterMiddleware {
    typealias Context = GenkanRequestContext

    let trustedProxies: [AddressRange]
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
            client(behind: $0, forwarded: request.headers[values: .forwardedFor])
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

    func client(behind peer: ClientAddress, forwarded: [String]) -> ClientAddress {
        var client = peer
        let elements = forwarded.joined(separator: ",").utf8.split(
            separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        for element in elements.suffix(32).reversed() {
            guard isTrusted(client), let next = ClientAddress(Self.trimmed(element)) else { break }
            client = next
        }
        return client
    }

    private func isTrusted(_ address: ClientAddress) -> Bool {
        trustedProxies.contains { $0.contains(address) }
    }

    func isExempt(_ address: ClientAddress) -> Bool {
        exemptNetworks.contains { $0.contains(address) }
    }

    private static func trimmed(_ element: Substring.UTF8View.SubSequence) -> Substring {
        let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
        let start = element.drop(while: isBlank)
        let end = start.lastIndex { !isBlank($0) }.map { start.index(after: $0) }
        return Substring(start[..<(end ?? start.startIndex)])
    }
}

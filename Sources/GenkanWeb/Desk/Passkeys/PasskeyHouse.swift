import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore
import Proofs
import Sealing

/// The house as passkeys know it at one request: the domain and the origin that the browser sees.
enum PasskeyHouse {
    /// Nil where there can be no passkeys: under a bare address, or without TLS.
    static func party(_ request: Request, publicOrigin: Origin?, name: String) -> RelyingParty? {
        let origin = publicOrigin?.description ?? request.head.authority.map { "https://\($0)" }
        guard let origin, let host = host(of: origin) else { return nil }
        return try? RelyingParty(id: host, name: name, origin: origin)
    }

    private static func host(of origin: String) -> String? {
        let scheme = "https://"
        guard origin.utf8.starts(with: scheme.utf8) else { return nil }
        let host = origin.utf8.dropFirst(scheme.utf8.count)
            .prefix { $0 != UInt8(ascii: ":") }
        return String(host)
    }

    /// What a script hands to the browser, with the ticket that comes back beside the answer.
    static func answer(_ ticket: PasskeyTicket, _ options: String) -> Response {
        answer("{\"ticket\":\"\(ticket.text)\",\"publicKey\":\(options)}")
    }

    /// Why there are no options: a word of ours, for which the page has the text.
    static func problem(_ word: StaticString) -> Response {
        answer("{\"problem\":\"\(word)\"}")
    }

    private static func answer(_ json: String) -> Response {
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: json)))
        response.apply(.json)
        return response
    }
}

extension PasskeyTicket {
    /// The challenge as the options carry it.
    func webAuthnChallenge() throws(WebAuthnRefusal) -> WebAuthnChallenge {
        guard let challenge = WebAuthnChallenge(bytes: challenge) else { throw .uncheckable }
        return challenge
    }
}

extension ResponsePolicy {
    /// A page that may ask authenticators for an assertion, or for a new passkey as well.
    static func passkeys(_ use: PageAllowances.PasskeyUse) -> ResponsePolicy {
        .page(PageAllowances(passkeys: use))
    }
}

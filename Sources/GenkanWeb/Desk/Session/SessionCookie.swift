import HTTPTypes
import Hummingbird

/// The cookie that carries a session's token and nothing else.
///
/// The prefix `__Host-` makes the browser refuse it unless it is Secure, for this host alone and for
/// the whole of it (RFC 6265bis § 4.1.3.2). It has no lifetime of its own: it goes with the browser,
/// and the server ends it earlier.
enum SessionCookie {
    static let name = "__Host-genkan"
    private static let attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict"

    /// The token a request carries; nil when there is none or it cannot be one.
    static func read(_ request: Request) -> String? { token(name, of: request) }

    /// The token in a cookie of that name.
    static func token(_ name: String, of request: Request) -> String? {
        guard let value = request.cookies[name]?.value, (1...128).contains(value.utf8.count),
            value.utf8.allSatisfy(isTokenByte)
        else { return nil }
        return value
    }

    /// The `Set-Cookie` value that hands the token to the browser.
    static func handing(_ token: String) -> String { name + "=" + token + attributes }

    /// The `Set-Cookie` value that takes it back.
    static let removal = name + "=" + attributes + "; Max-Age=0"

    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

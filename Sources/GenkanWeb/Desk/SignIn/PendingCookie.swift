import HTTPTypes
import Hummingbird
import Sealing

/// The cookie of a sign-in between its two pages: five minutes, and nothing without the second page.
enum PendingCookie {
    static let name = "__Host-genkan-pending"
    private static let attributes = "; Path=/; Secure; HttpOnly; SameSite=Strict"

    static func read(_ request: Request) -> String? { SessionCookie.token(name, of: request) }

    static func handing(_ token: String) -> String {
        "\(name)=\(token)\(attributes); Max-Age=\(PendingSignIn.lifetime.components.seconds)"
    }

    static let removal = name + "=" + attributes + "; Max-Age=0"
}

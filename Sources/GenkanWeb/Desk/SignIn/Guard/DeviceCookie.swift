import HTTPTypes
import Hummingbird
import Proofs

/// The cookie by which a browser shows who has signed in from it before: up to four tokens, since people
/// share the computer at the front desk. See `DeviceToken` for what it is worth.
struct DeviceCookie: Hashable, Sendable {
    static let name = "__Host-genkan-device"
    /// How many people one browser remembers.
    static let capacity = 4

    /// The tokens, newest first; nobody has checked them yet.
    let tokens: [String]

    init(tokens: [String] = []) { self.tokens = tokens }

    /// What a request brings; none when it cannot be what we handed out.
    init(_ request: Request) {
        let longest = Self.capacity * (DeviceToken.length + 1)
        guard let value = request.cookies[Self.name]?.value, value.utf8.count <= longest else {
            self.init()
            return
        }
        let parts = value.utf8.split(separator: UInt8(ascii: ".")).map { String(Substring($0)) }
        self.init(tokens: parts.filter(Self.isToken))
    }

    /// The `Set-Cookie` value that puts a token before those that are kept.
    func handing(_ token: String, keeping isKept: (String) -> Bool) -> String {
        let kept = tokens.filter(isKept).prefix(Self.capacity - 1)
        return Self.name + "=" + ([token] + kept).joined(separator: ".")
            + "; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=\(DeviceToken.lifetime)"
    }

    private static func isToken(_ text: String) -> Bool {
        text.utf8.count == DeviceToken.length
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

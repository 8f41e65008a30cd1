import Genkan
import Hummingbird

/// A page of the desk to come back to: a path of ours and what it shows, so that a link can lead nowhere
/// else.
struct ReturnPath: Hashable, Sendable {
    /// `/desk` or a path below it.
    let path: String
    /// What of the address stands behind its `?`, such as a filter; empty for nothing.
    let query: String

    /// Takes `/desk` or a path below it, of letters, digits, `-`, `.`, `_` and single slashes, at most
    /// 200 bytes; nil for everything else, `..` among it. A query is kept where it is one as our own pages
    /// make it, at most 1,200 bytes; without what was said once about something that was done.
    init?(_ address: some StringProtocol) {
        let parts = address.split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(path: parts[0], query: parts.count > 1 ? parts[1] : "")
    }

    /// The page that a request asks for.
    init?(of request: Request) {
        self.init(path: request.uri.path, query: request.uri.query ?? "")
    }

    private init?(path: some StringProtocol, query: some StringProtocol) {
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard path.utf8.count <= 200, segments.count >= 2, segments[0].isEmpty,
            segments[1].elementsEqual("desk".utf8),
            segments.dropFirst().allSatisfy({
                !$0.isEmpty && $0.first != UInt8(ascii: ".") && $0.allSatisfy(Self.isPlain)
            })
        else { return nil }
        self.path = String(path)
        self.query = Self.isQuery(query) ? Self.lasting(query) : ""
    }

    /// An address of our own as the pages carry it: without its query where that is too long.
    static func here(_ address: String) -> String { ReturnPath(address)?.text ?? "/desk" }

    /// The address.
    var text: String { query.isEmpty ? path : path + "?" + query }

    /// The address as the value of a query.
    var encoded: String {
        query.isEmpty ? path : path + PercentEncoding.encoded("?" + query)
    }

    /// Whether it is a file to be saved, and no page.
    var isFile: Bool { path.utf8.contains(UInt8(ascii: ".")) }

    /// Where to lead who has given nothing and pressed nothing for it: a link from elsewhere may have asked. Of a
    /// download that is the board that offers it.
    var page: String {
        guard isFile else { return text }
        return path.hasSuffix("/export.csv")
            ? path.replacing("/export.csv", with: "/board") : "/desk"
    }

    /// Whether it is the desk's own first page.
    var isTheDesk: Bool { text == "/desk" }

    /// What an address says once, of something that was done: no place to come back to.
    private static let said: Set = [
        "done", "card", "undo", "left", "count", "kept", "infected", "view",
    ]

    private static func lasting(_ query: some StringProtocol) -> String {
        query.split(separator: "&").filter { pair in
            !said.contains(String(pair.prefix { $0 != "=" }))
        }.joined(separator: "&")
    }

    private static func isQuery(_ query: some StringProtocol) -> Bool {
        query.utf8.count <= 1_200
            && query.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "~"),
                    UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                    true
                default: isPlain(byte)
                }
            }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

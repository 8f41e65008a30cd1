/// A page of the desk to come back to: a path of ours, so that a link can lead nowhere else.
struct ReturnPath: Hashable, Sendable {
    let text: String

    /// Takes `/desk` or a path below it, of letters, digits, `-`, `.`, `_` and single slashes, at most
    /// 200 bytes; nil for everything else, `..` among it.
    init?(_ path: String) {
        let segments = path.utf8.split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard path.utf8.count <= 200, segments.count >= 2, segments[0].isEmpty,
            segments[1].elementsEqual("desk".utf8),
            segments.dropFirst().allSatisfy(Self.isPlain)
        else { return nil }
        text = path
    }

    /// Whether it is the desk's own first page.
    var isTheDesk: Bool { text == "/desk" }

    private static func isPlain(_ segment: Substring.UTF8View) -> Bool {
        !segment.isEmpty && segment.first != UInt8(ascii: ".")
            && segment.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                    UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}

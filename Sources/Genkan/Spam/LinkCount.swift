/// The links in one answer, found by their beginnings; where one ends is nobody's business here.
struct LinkCount: Hashable {
    /// How many there are: `http://`, `https://`, and `www.` that stands alone.
    let links: Int
    /// Whether a link is written as forums and pages do: `<a href`, `[url`, `[link`. A visitor does not.
    let hasMarkup: Bool

    init(of text: String) {
        let bytes = Array(text.utf8).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        var links = 0
        var hasMarkup = false
        for index in bytes.indices {
            let rest = bytes[index...]
            switch bytes[index] {
            case UInt8(ascii: "h"):
                if Self.schemes.contains(where: { rest.starts(with: $0) }) { links += 1 }
            case UInt8(ascii: "w"):
                if rest.starts(with: Self.www), Self.isFree(bytes, before: index) { links += 1 }
            case UInt8(ascii: "<"), UInt8(ascii: "["):
                if Self.markup.contains(where: { rest.starts(with: $0) }) { hasMarkup = true }
            default: continue
            }
        }
        self.links = links
        self.hasMarkup = hasMarkup
    }

    /// Whether no letter, digit, point or slash stands before it: `https://www.` is one link.
    private static func isFree(_ bytes: [UInt8], before index: Int) -> Bool {
        guard index > 0 else { return true }
        switch bytes[index - 1] {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "-"):
            return false
        default: return true
        }
    }

    private static let schemes = ["http://", "https://"].map { Array($0.utf8) }
    private static let www = Array("www.".utf8)
    private static let markup = ["<a href", "<a\nhref", "[url", "[link"].map { Array($0.utf8) }
}

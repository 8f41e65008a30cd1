/// The links in one answer, found by their beginnings; where one ends is nobody's business here.
struct LinkCount: Hashable {
    /// How many there are: `http://`, `https://`, and `www.` that stands alone.
    private(set) var links = 0
    /// Whether a link is written as forums and pages do: `<a href`, `[url`, `[link`. A visitor does not.
    private(set) var hasMarkup = false

    init(of text: String) {
        let bytes = Array(text.utf8)
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "h"), UInt8(ascii: "H"):
                if Self.schemes.contains(where: { Self.stands($0, in: bytes, at: index) }) {
                    links += 1
                }
            case UInt8(ascii: "w"), UInt8(ascii: "W"):
                if Self.stands(Self.www, in: bytes, at: index), Self.isFree(bytes, before: index) {
                    links += 1
                }
            case UInt8(ascii: "<"), UInt8(ascii: "["):
                if Self.markup.contains(where: { Self.stands($0, in: bytes, at: index) }) {
                    hasMarkup = true
                }
            default: continue
            }
        }
    }

    /// Whether a word of lower case stands there, in any case.
    private static func stands(_ word: [UInt8], in bytes: [UInt8], at index: Int) -> Bool {
        guard bytes.count - index >= word.count else { return false }
        return word.indices.allSatisfy { SpamRules.lower(bytes[index + $0]) == word[$0] }
    }

    /// Whether no letter, digit, point or slash stands before it: `https://www.` is one link.
    private static func isFree(_ bytes: [UInt8], before index: Int) -> Bool {
        guard index > 0 else { return true }
        switch SpamRules.lower(bytes[index - 1]) {
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

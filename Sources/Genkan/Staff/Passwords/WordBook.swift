/// Words to be looked for in a text, forwards, and the longer ones backwards too.
struct WordBook: Sendable {
    /// By the first two scalars.
    private var words: [UInt64: [[UInt32]]] = [:]

    /// The words that many passwords are made of.
    static let common = WordBook(CommonWords.all)

    /// Names, whole and by their parts: of ASCII letters at least three, of others two.
    init(names: [String]) {
        let folded = names.map { FoldedText($0).scalars }
        var parts: [[UInt32]] = []
        for name in folded {
            let pieces = name.split { !Self.isLetter($0) }.map(Array.init)
            parts += pieces + [pieces.flatMap(\.self), name]
        }
        for part in Set(parts) where part.count >= (part.allSatisfy { $0 < 0x80 } ? 3 : 2) {
            add(part)
        }
    }

    private init(_ words: [Substring]) {
        for word in words {
            add(FoldedText(String(word)).scalars)
        }
    }

    private mutating func add(_ word: [UInt32]) {
        words[Self.key(word[0], word[1]), default: []].append(word)
        guard word.count >= 5 else { return }
        let reversed = Array(word.reversed())
        words[Self.key(reversed[0], reversed[1]), default: []].append(reversed)
    }

    /// The lengths of the words that begin at `start`, disguised or not.
    func lengths(at start: Int, in text: [UInt32]) -> [Int] {
        guard start + 1 < text.count else { return [] }
        var found: [Int] = []
        for first in FoldedText.readings(of: text[start]) {
            for second in FoldedText.readings(of: text[start + 1]) {
                for word in words[Self.key(first, second)] ?? []
                where Self.stands(word, at: start, in: text) { found.append(word.count) }
            }
        }
        return found
    }

    private static func stands(_ word: [UInt32], at start: Int, in text: [UInt32]) -> Bool {
        guard start + word.count <= text.count else { return false }
        for (offset, letter) in word.enumerated() {
            let scalar = text[start + offset]
            guard scalar == letter || FoldedText.readings(of: scalar).contains(letter) else {
                return false
            }
        }
        return true
    }

    private static func key(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    private static func isLetter(_ value: UInt32) -> Bool {
        Unicode.Scalar(value)?.properties.isAlphabetic ?? false
    }
}

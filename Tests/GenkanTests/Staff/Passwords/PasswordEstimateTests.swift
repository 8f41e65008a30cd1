import Testing

@testable import Genkan

/// What must hold of an estimate whatever the text.
@Suite struct PasswordEstimateTests {
    private func effective(_ text: String) -> Int {
        PasswordEstimate(of: FoldedText(text), counting: .everything(WordBook(names: ["anna"])))
            .effective
    }

    private func fresh(_ text: String) -> Int {
        PasswordEstimate(of: FoldedText(text), counting: .repetitions).effective
    }

    /// Random text of letters that make words and rows likely.
    private func texts(_ count: Int) -> [String] {
        var random = FixedRandom(state: 42)
        let letters = Array("abcdefgh12345670qwertypasword@$!-")
        return (0..<count).map { _ in
            String(
                (0..<Int.random(in: 1...40, using: &random)).map { _ in
                    letters.randomElement(using: &random) ?? "a"
                })
        }
    }

    @Test func `it never exceeds the length, and patterns never add to it`() {
        for text in texts(500) {
            #expect(fresh(text) <= text.unicodeScalars.count)
            #expect(effective(text) <= text.unicodeScalars.count)
            #expect(effective(text) >= 1)
        }
    }

    @Test func `doubling adds nothing, and one more character at most one`() {
        for text in texts(500) where text.unicodeScalars.count >= 5 {
            #expect(fresh(text + text) == fresh(text), "\(text)")
            #expect(effective(text + text) <= effective(text), "\(text)")
            #expect(effective(text + "x") <= effective(text) + 1, "\(text)")
            #expect(effective("x" + text) <= effective(text) + 1, "\(text)")
        }
    }

    @Test func `case, width and disguise change nothing`() {
        for text in texts(200) where !text.contains(where: { "!@$".contains($0) }) {
            #expect(effective(text.uppercased()) == effective(text))
        }
        for (plain, disguised) in [
            ("password", "P4$$W0RD"), ("mitsubishi", "m1t5ub1sh!"), ("liverpool", "L|verp00l"),
            ("dragon", "ｄｒａｇｏｎ"),
        ] {
            #expect(effective(plain) == 1)
            #expect(effective(disguised) == 1, "\(disguised)")
        }
    }

    @Test(arguments: [
        ("", 0), ("a", 1), ("abc", 3), ("abcd", 1), ("dcba", 1), ("zyxwvu", 1), ("1111", 1),
        ("1qaz2wsx", 1), ("qwertz", 1), ("2024", 1), ("2124", 4), ("1899", 4), ("anna", 1),
        ("password", 1), ("password1", 2), ("passwordxpassword", 2), ("wxjk-wxjk", 5),
        ("wxjkkjxw", 4), ("the password of 1999", 10),
    ])
    func `each counts as stated`(text: String, count: Int) {
        #expect(effective(text) == count)
    }

    @Test func `a common word is a word by itself, and no other suggests it`() {
        for word in CommonWords.all { #expect(effective(String(word)) == 1, "\(word)") }
        for word in SuggestionWords.all { #expect(effective(String(word)) >= 2, "\(word)") }
        #expect(Set(CommonWords.all).count == CommonWords.all.count)
    }
}

/// The same numbers in every run (SplitMix64).
struct FixedRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

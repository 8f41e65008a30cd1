import Testing

@testable import Genkan

@Suite struct PasswordSuggestionTests {
    @Test func `there are 1,024 words of four to seven letters, told apart by the first four`() {
        let words = SuggestionWords.all
        #expect(words.count == 1_024)
        #expect(Set(words.map { $0.prefix(4) }).count == 1_024)
        for word in words {
            #expect((4...7).contains(word.utf8.count), "\(word)")
            #expect(word.utf8.allSatisfy((UInt8(ascii: "a")...UInt8(ascii: "z")).contains))
        }
    }

    @Test func `every word comes up as often as every other`() throws {
        var counts: [Substring: Int] = [:]
        for first in 0..<1_024 {
            let bytes = [UInt8(first >> 2), UInt8(first & 3) << 6]
            for low in stride(from: 0, to: 64, by: 1) {
                let text = try PasswordSuggestion.draw { count in
                    [bytes[0], bytes[1] | UInt8(low)] + [UInt8](repeating: 0, count: count - 2)
                }
                counts[text.prefix { $0 != "-" }, default: 0] += 1
            }
        }
        #expect(counts.count == 1_024)
        #expect(counts.values.allSatisfy { $0 == 64 })
    }

    @Test func `what is drawn will do as a password`() throws {
        var random = FixedRandom(state: 7)
        let anna = try #require(StaffName("anna"))
        let rule = PasswordRule(host: "forms.example.jp")
        for _ in 0..<2_000 {
            let text = try PasswordSuggestion.draw { count in
                (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            }
            #expect(text.split(separator: "-").count == 6)
            #expect(rule.problem(with: text, of: anna) == nil, "\(text)")
        }
    }

    @Test func `without randomness there is no suggestion`() {
        struct Dry: Error {}
        #expect(throws: Dry.self) { try PasswordSuggestion.draw { _ in throw Dry() } }
        #expect(throws: (any Error).self) { try PasswordSuggestion.draw { _ in [1, 2, 3] } }
    }
}

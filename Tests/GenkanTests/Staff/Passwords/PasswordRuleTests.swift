import Testing

@testable import Genkan

@Suite struct PasswordRuleTests {
    private let rule = PasswordRule(host: "forms.example.jp")

    private func problem(with text: String, of name: String = "Anna") throws -> PasswordProblem? {
        rule.problem(with: text, of: try #require(StaffName(name)))
    }

    @Test(arguments: [
        "a walk by the river at dusk", "川沿いの夕暮れを歩く朝の散歩道です", "anna walks by the river",
        "fifteen letters", "kaisatsu wo detara migi e magaru", "copper-meadow-violin-harbor",
        // Neither case nor kinds of characters are asked for.
        "wjqzkfyrbmvtxgh", "835 194 672 058 316", "ＷＪＱＺＫＦＹＲＢＭＶＴＸＧＨ",
    ])
    func `a sentence, drawn words and random characters will do`(text: String) throws {
        #expect(try problem(with: text) == nil)
    }

    @Test(arguments: [
        ("passwordpassword", PasswordPattern.repetition), ("aaaaaaaaaaaaaaaaaaaaaa", .repetition),
        ("abcabcabcabcabcabc", .repetition),
        (String(repeating: "seaside ", count: 60), .repetition),
        ("wjqzkfyr-wjqzkfyr", .repetition), ("wjqzkfyrryfkzqjw", .repetition),
        ("1qaz2wsx3edc4rfv", .row), ("qwertyuiopasdfgh", .row), ("12345678901234567", .repetition),
        ("p0iuytrewqASDFGHJKL", .row), ("あいうえおかきくけこさしすせそ", .row),
        ("P@ssw0rd Welc0me Dr4gon", .word), ("Sunshine&Princess!!", .word),
        ("sakuratanakatokyo", .word), ("ｐａｓｓｗｏｒｄ　ｓａｋｕｒａ", .word), ("drowssap-nogard!", .word),
        ("annagenkanexample", .name), ("@nn4 at f0rms.example.jp", .name),
        ("1999 2003 1987 2024 2011", .year),
    ])
    func `what people make of little is refused, with the reason`(
        text: String, pattern: PasswordPattern
    ) throws {
        #expect(try problem(with: text) == .guessable(pattern))
    }

    @Test func `length is counted in scalars after composing, and bytes are bounded`() throws {
        #expect(try problem(with: "") == .tooShort(0))
        #expect(try problem(with: "wjqzkfyrbmvtxg") == .tooShort(14))
        // Fifteen typed scalars, of which a mark joins its letter.
        #expect(try problem(with: "wjqzkfyrbmvtxe\u{301}") == .tooShort(14))
        let long = "wjqzkfyrbmvtxgh" + String(repeating: "x", count: 1_009)
        #expect(try problem(with: long) == nil)
        #expect(try problem(with: long + "x") == .tooLong)
        #expect(try problem(with: String(repeating: "\u{3042}", count: 342)) == .tooLong)
    }

    @Test(arguments: [
        ("山田 太郎", "山田太郎山田太郎のひみつだよ2024"), ("Jo Li-Andersson", "JoLiAndersson andersson 1"),
        ("ＡＮＮＡ", "annaANNAanna-anna"),
    ])
    func `a name counts whole, in parts, disguised and in any width`(
        name: String, text: String
    ) throws {
        #expect(try problem(with: text, of: name) != nil)
        #expect(try problem(with: text + " / wjqzkfyrbm", of: name) == nil)
    }

    @Test func `the longest password is judged at once, whatever it is made of`() throws {
        for unit in ["a", "1", "\u{FDFA}", "ab", "!", "e\u{301}", "あ", "1qaz", "abcdefgh4"] {
            var text = ""
            while (text + unit).utf8.count <= PasswordRule.longest { text += unit }
            #expect(try problem(with: text) != nil, "\(unit)")
        }
    }

    @Test func `every refusal says what to do, in both languages`() {
        let guessable = PasswordPattern.allCases.map { PasswordProblem.guessable($0) }
        for problem in [.tooShort(3), .tooLong] + guessable {
            #expect(problem.text.ja.hasSuffix("。"))
            #expect(problem.text.en.hasSuffix("."))
        }
        #expect(
            PasswordProblem.tooShort(14).text.en == "Use at least 15 characters; this has 14.")
        #expect(PasswordProblem.tooShort(14).text.ja.contains("15文字以上"))
    }
}

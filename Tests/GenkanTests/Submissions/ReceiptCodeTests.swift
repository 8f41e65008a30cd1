import Genkan
import Testing

struct ReceiptCodeTests {
    let alphabet = Array("23456789ACEFHJKMNPRTWXY")

    private func codes(_ count: Int) -> [ReceiptCode] {
        var generator = Seeded(state: 17)
        return (0..<count).map { _ in
            ReceiptCode(
                of: SubmissionID(time: Instant(microseconds: 0), random: generator.bytes(10)))
        }
    }

    @Test func `a code is three groups of four from the alphabet`() {
        for code in codes(200) {
            let groups = code.text.split(separator: "-")
            #expect(groups.map(\.count) == [4, 4, 4])
            #expect(code.text.allSatisfy { alphabet.contains($0) || $0 == "-" })
        }
    }

    @Test func `the text of a number is frozen`() {
        #expect(ReceiptCode(number: 0)?.text == "2222-2222-2222")
        #expect(ReceiptCode(number: 1)?.text == "2222-2222-2233")
        #expect(ReceiptCode(number: 952_809_757_913_926)?.text == "YYYY-YYYY-YYYP")
        #expect(ReceiptCode(number: 952_809_757_913_927) == nil)
    }

    @Test func `a code is read back from its text and from its number`() {
        for code in codes(200) {
            #expect(ReceiptCode(code.text) == code)
            #expect(ReceiptCode(number: code.number) == code)
        }
    }

    @Test func `every single wrong character is noticed`() {
        for code in codes(20) {
            let characters = Array(code.text.filter { $0 != "-" })
            for place in characters.indices {
                for other in alphabet where other != characters[place] {
                    var wrong = characters
                    wrong[place] = other
                    #expect(ReceiptCode(String(wrong)) == nil)
                }
            }
        }
    }

    @Test func `every swap of two characters is noticed`() {
        for code in codes(50) {
            let characters = Array(code.text.filter { $0 != "-" })
            for first in characters.indices {
                for second in characters.indices where characters[first] != characters[second] {
                    var wrong = characters
                    wrong.swapAt(first, second)
                    #expect(ReceiptCode(String(wrong)) == nil)
                }
            }
        }
    }

    @Test func `a code may be typed as people type`() throws {
        let code = try #require(codes(1).first)
        let plain = code.text.filter { $0 != "-" }
        let wide = String(
            String.UnicodeScalarView(
                plain.unicodeScalars.compactMap {
                    Unicode.Scalar($0.value + 0xFEE0)
                }))
        for typed in [
            plain, plain.lowercased(), wide, " \(code.text) ", "\u{202A}\(code.text)\u{202C}",
            code.text.replacing("-", with: "ー"), code.text.replacing("-", with: "–"),
            code.text.replacing("-", with: "\u{3000}"), plain.map { "\($0) " }.joined(),
        ] {
            #expect(ReceiptCode(typed) == code)
        }
    }

    @Test func `letters that look like digits are read as them`() throws {
        let code = try #require(ReceiptCode(number: 123_456_789))
        let written = code.text.replacing("8", with: "B").replacing("6", with: "G")
            .replacing("5", with: "S").replacing("2", with: "Z")
        #expect(written != code.text)
        #expect(ReceiptCode(written) == code)
    }

    @Test(arguments: ["", "2222", "2222-2222-22222", "2222-2222-222!", "2222-2222-222I", "----"])
    func `what is not a code is refused`(typed: String) {
        #expect(ReceiptCode(typed) == nil)
    }

    @Test func `the code of an id is frozen, and another one in another week`() {
        let random: [UInt8] = [0x0A, 0xBC, 1, 2, 3, 4, 5, 6, 7, 8]
        func code(_ seconds: Int64) -> ReceiptCode {
            ReceiptCode(of: SubmissionID(time: Instant(seconds: seconds), random: random))
        }
        let week: Int64 = 604_800
        #expect(code(0).number == 0x0102_0304_0506_0708 % 952_809_757_913_927)
        #expect(code(week - 1) == code(0))
        #expect(Set((0..<520).map { code($0 * week).number }).count == 520)
        #expect(code(2_968 * week).text == "EHMX-4H6R-PFMH")
    }

    @Test func `codes use their whole range`() {
        #expect(Set(codes(1000)).count == 1000)
        #expect(Set(codes(200).compactMap(\.text.first)).count == 23)
    }
}

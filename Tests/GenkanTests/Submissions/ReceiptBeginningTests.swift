import Genkan
import Testing

@Suite struct ReceiptBeginningTests {
    private let id = SubmissionID(
        time: Instant(seconds: 1_795_421_700), random: [UInt8](repeating: 7, count: 10))

    @Test func `a code is found by its first four characters and more, and by all of them`() throws
    {
        let code = ReceiptCode(of: id)
        let bare = code.text.replacing("-", with: "")
        for count in 4...11 {
            let codes = try #require(ReceiptCode.numbers(beginning: String(bare.prefix(count))))
            #expect(codes.contains(code.number))
            // 23 to the power of what is missing of the eleven that count.
            let span = (count..<11).reduce(UInt64(1)) { span, _ in span * 23 }
            #expect(codes.upperBound - codes.lowerBound == span - 1)
            #expect(codes.lowerBound % span == 0)
        }
        #expect(ReceiptCode.numbers(beginning: code.text) == code.number...code.number)
    }

    @Test func `it is read as people write it`() throws {
        let code = ReceiptCode(of: id)
        let start = String(code.text.prefix(6))
        let codes = ReceiptCode.numbers(beginning: start)
        #expect(codes != nil)
        #expect(ReceiptCode.numbers(beginning: " " + start.lowercased() + " ") == codes)
        #expect(ReceiptCode.numbers(beginning: start.replacing("-", with: "－")) == codes)
    }

    @Test(arguments: ["", "K7H", "----", "K7HM-4RTX-9CPA-K7HM", "K7H!", "１", "<b>", "KKKK\u{0}"])
    func `what no code begins with finds none`(text: String) {
        #expect(ReceiptCode.numbers(beginning: text) == nil)
    }

    @Test func `twelve characters with a wrong check character are no beginning`() throws {
        let text = ReceiptCode(of: id).text
        let last = try #require(text.last)
        let other = last == "2" ? "3" : "2"
        #expect(ReceiptCode.numbers(beginning: text.dropLast() + other) == nil)
    }
}

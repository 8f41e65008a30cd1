import Genkan
import Testing

struct FormulaGuardTests {
    @Test(arguments: [
        "=1+2", "=HYPERLINK(\"x\")", "=cmd|' /C calc'!A0", "+1+2", "-1+2", "@SUM(1)", "|x", "%x",
        "\t=1", "\r=1", "\n=1", "\u{0}=1", "＝1+2", "＋1", "－1", "＠x", " =1+2", "\u{3000}=1",
        "\u{FEFF}=1", "\u{A0}=1", "\u{200B}\u{200E} =1", "=\u{301}1", "=", "-", "+", "--1", "-1-1",
        "-1E", "-.5", "-1.", "-1,2", "-１", "- 1", "-1 ", "+81-3-1234-5678", "+81312345678",
        "-1e5+cmd", "\u{202E}=1", "\u{2060}=1", "\u{AD}=1",
    ])
    func `what a spreadsheet could calculate gets an apostrophe`(cell: String) {
        let guarded = FormulaGuard.neutralised(cell)
        #expect(Array(guarded.utf8) == [0x27] + Array(cell.utf8))
    }

    @Test(arguments: [
        "", "a", "玄関", "1+2", "a=1", "'=1", "0312345678", "-1", "-1.5", "-0", "-12E3", "-1.5e-7",
        "vera@example.jp", "100%", " a", "(03)1234", "\"=1\"", "#1", "‐1", "ー", "．", "；=1",
    ])
    func `everything else stays as it is`(cell: String) {
        #expect(Array(FormulaGuard.neutralised(cell).utf8) == Array(cell.utf8))
    }

    @Test func `a guarded cell is not guarded again, and no cell begins like a formula`() {
        var generator = Seeded(state: 29)
        let openings = "=+-@|%\t\n\r\u{0}＝＋－＠ \u{3000}\u{FEFF}\u{200B}a1'"
        for _ in 0..<3000 {
            var cell = ""
            for _ in 0..<3 {
                cell.unicodeScalars.append(
                    openings.unicodeScalars.randomElement(using: &generator) ?? "a")
            }
            cell += generator.hostileText(4)
            let once = FormulaGuard.neutralised(cell)
            #expect(FormulaGuard.neutralised(once).utf8.elementsEqual(once.utf8))
        }
    }
}

import Genkan
import Testing

struct PostalCodeTests {
    @Test(arguments: [
        "1234567", "123-4567", "〒123-4567", "〒 123 4567", "１２３－４５６７", "１２３４５６７", "123ー4567",
        "123−4567", " 123‐4567 ", "\u{202D}123-4567\u{202C}", "〠1234567",
    ])
    func `a code is stored as three and four digits`(typed: String) throws {
        #expect(try TestForms.form(kind: "postal-code").stored(typed) == ["123-4567"])
    }

    @Test(arguments: [
        "123456", "12345678", "1234-567", "123--4567", "-1234567", "1234567-", "12a4567", "〒",
        "〒〒1234567",
        "東京都", "１２３−４５６", "٠١٢٣٤٥٦",
    ])
    func `what is not a code is refused`(typed: String) throws {
        #expect(try TestForms.form(kind: "postal-code").code(typed) == .notPostalCode)
    }

    @Test func `leading zeros stay`() throws {
        #expect(try TestForms.form(kind: "postal-code").stored("0600001") == ["060-0001"])
    }
}

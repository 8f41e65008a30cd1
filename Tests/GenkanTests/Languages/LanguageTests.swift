import Genkan
import Testing

struct LanguageTests {
    @Test(
        arguments: [
            (nil, .ja), ("", .ja), ("ja", .ja), ("en", .en), ("ja-JP", .ja),
            ("en-US,en;q=0.9", .en),
            ("ja,en-US;q=0.9,en;q=0.8", .ja), ("en;q=0.3, ja;q=0.7", .ja), ("EN-gb", .en),
            ("de", .en), ("de-CH, fr;q=0.9", .en), ("de, ja;q=0.1", .ja),
            ("en;q=0.5,ja;q=0.5", .en),
            ("*", .ja), ("fr, *;q=0.5", .ja), ("ja;q=0, *", .en), ("ja;q=0", .en), ("en;q=0", .ja),
            ("en;q=0, de", .ja), ("ja ; q=0.2 , en ; q=0.4", .en), ("en;q=1.000", .en),
        ] as [(String?, Language)])
    func `the visitor's language is found`(header: String?, language: Language) {
        #expect(Language.preferred(acceptLanguage: header) == language)
    }

    @Test(
        arguments: [
            ("en;q=1.5", .ja), ("en;q=0.1234", .ja), ("en;q=", .ja), ("en;level=1", .ja),
            ("en;q=.5", .ja), (";;;,,,", .ja), ("e n", .ja), ("toolonglanguage", .ja),
            ("en;q=0.9;q=1", .ja), ("e\u{301}n", .ja), ("en--US", .ja), ("\r\nSet-Cookie: x", .ja),
        ] as [(String, Language)])
    func `malformed ranges are passed over`(header: String, language: Language) {
        #expect(Language.preferred(acceptLanguage: header) == language)
    }

    @Test func `reading stops after 64 ranges`() {
        let many = String(repeating: "de,", count: 64)
        #expect(Language.preferred(acceptLanguage: many + "ja") == .en)
        #expect(Language.preferred(acceptLanguage: "ja," + many) == .ja)
    }

    @Test func `a text is read in either language`() {
        let text = LocalizedText(ja: "氏名", en: "Name")
        #expect(Language.allCases.map { text[$0] } == ["氏名", "Name"])
    }
}

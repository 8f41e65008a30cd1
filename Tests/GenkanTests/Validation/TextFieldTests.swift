import Genkan
import Testing

struct TextFieldTests {
    @Test(arguments: ["text", "person-name", "hidden", "long-text"])
    func `blanks at the ends go, inside they stay`(kind: String) throws {
        let form = try TestForms.form(kind: kind)
        #expect(form.stored("  a \u{3000}b\u{A0}\u{3000}\n") == ["a \u{3000}b"])
        #expect(form.stored(" \u{3000}\n\t\u{200B}") == [])
        #expect(form.stored("") == [])
        #expect(form.stored() == [])
    }

    @Test func `a required answer must be more than blanks`() throws {
        let form = try TestForms.form(kind: "text", more: "required: true")
        #expect(form.code() == .required)
        #expect(form.code("") == .required)
        #expect(form.code(" \u{3000}\u{FEFF}\n") == .required)
        #expect(form.code("0") == nil)
        for unseen in [
            "\u{3164}", "\u{115F}\u{1160} \u{FFA0}", "\u{E0041}\u{E007F}", "\u{180E}\u{FE0F}",
        ] {
            #expect(form.code(unseen) == .required)
            #expect(form.stored("a" + unseen) == ["a" + unseen])
        }
    }

    @Test func `only long text has line breaks`() throws {
        #expect(try TestForms.form(kind: "text").code("a\nb") == .lineBreak)
        #expect(try TestForms.form(kind: "person-name").code("a\r\nBcc: b") == .lineBreak)
        #expect(try TestForms.form(kind: "long-text").stored("a\r\n\r\n\tb\r") == ["a\n\n\tb"])
    }

    @Test(arguments: [
        "\u{0}", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}", "\u{7F}", "\u{85}", "\u{9F}",
        "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}",
    ])
    func `control characters are refused in every kind`(character: String) throws {
        for kind in FieldKind.names where !["choice", "consent", "file"].contains(kind) {
            let form = try TestForms.form(kind: kind)
            #expect(form.code("a\(character)b") == .controlCharacter)
        }
    }

    @Test func `length is counted in Unicode scalars, after composing`() throws {
        let form = try TestForms.form(kind: "text", more: "min_length: 2\nmax_length: 4")
        #expect(form.stored("あいうえ") == ["あいうえ"])
        #expect(form.stored("e\u{301}e\u{301}e\u{301}e\u{301}") == ["éééé"])
        #expect(form.stored("😀😀😀😀") == ["😀😀😀😀"])
        #expect(form.code("あいうえお") == .tooLong(limit: 4))
        #expect(form.code("あ") == .tooShort(limit: 2))
        #expect(form.stored("") == [])
        #expect(form.stored("  ab  ") == ["ab"])
    }

    @Test func `a grapheme of a thousand marks is as long as its scalars`() throws {
        let form = try TestForms.form(kind: "text")
        #expect(form.code("a" + String(repeating: "\u{301}", count: 1000)) == .tooLong(limit: 200))
        #expect(form.code(String(repeating: "x", count: 1_000_000)) == .tooLong(limit: 200))
    }

    @Test func `an answer that is sent twice must be the same`() throws {
        let form = try TestForms.form(kind: "text")
        #expect(form.code("a", "b") == .repeated)
        #expect(form.stored("a", " a ") == ["a"])
        #expect(form.stored("", "a", "") == ["a"])
        #expect(form.code("\u{FA19}", "\u{795E}") == .repeated)
    }

    @Test func `names are kept as people write them`() throws {
        let form = try TestForms.form(kind: "person-name")
        for name in [
            "\u{FA19}谷 花子", "Jean-Luc O’Neill", "José Ñandú", "𠮷田", "葛\u{E0100}城", "X Æ A-12",
            "<b>Bob</b>", "Robert'); DROP TABLE", "=1+2", "ｶﾞ", "李 \u{200D}小龙",
        ] {
            let stored = try #require(form.stored(name)?.first)
            #expect(Array(stored.utf8) == Array(TextDoor.normalised(name).utf8))
        }
    }
}

import Genkan
import Testing

struct FormDefinitionTests {
    /// The bytes of a small form, frozen: version 1 is read for ever.
    let frozen = #"""
        {"allowedOrigins":["https://a.jp"],"captcha":"altcha","fields":[{"autocomplete":"email","kind":"email","label":{"en":"Mail","ja":"メール"},"maximumLength":254,"minimumLength":0,"name":"mail","personal":true,"required":true,"title":false},{"choice":{"multiple":true,"options":[{"id":"x","label":{"en":"X","ja":"エ"}}]},"kind":"choice","label":{"en":"C","ja":"種"},"maximumLength":64,"minimumLength":0,"name":"c","personal":false,"required":false,"title":true}],"genkan":1,"name":"test","statuses":[{"final":false,"id":"new","label":{"en":"New","ja":"新"}}],"submitLabel":{"en":"Send","ja":"送信する"},"thanks":{"redirect":"https://a.jp/t","text":{"en":"T","ja":"謝"}},"title":{"en":"Test","ja":"試験"},"withoutToken":"hold","zone":"Asia/Tokyo"}
        """#

    private func small() throws -> Form {
        try TestForms.form(
            fields: "name: mail\nkind: email\nrequired: true\nlabel: { ja: メール, en: Mail }",
            "name: c\nkind: choice\nmultiple: true\ntitle: true\npersonal: false\nlabel: { ja: 種, en: C }\noptions: [ { id: x, label: { ja: エ, en: X } } ]",
            more: """
                statuses: [ { id: new, label: { ja: 新, en: New } } ]
                allowed_origins: [ "https://a.jp" ]
                thanks: { text: { ja: 謝, en: T }, redirect: "https://a.jp/t" }
                """)
    }

    @Test func `the bytes of version 1 are frozen`() throws {
        #expect(String(decoding: try small().definition, as: UTF8.self) == frozen)
        #expect(try FormDefinition.decode(bytes(frozen)) == small())
    }

    @Test func `every shipped form comes back from its bytes`() throws {
        for form in try FormReader.read(TestForms.shipped()).get() {
            #expect(try FormDefinition.decode(form.definition) == form)
        }
    }

    @Test func `comments, order of keys and ways of writing make no new version`() throws {
        let one = try TestForms.read(
            "title: { ja: か\u{3099}, en: A }\nfields:\n- { name: a, kind: text, label: { ja: あ, en: A } }"
        )
        let two = try TestForms.read(
            "# note\nfields:\n  - kind: \"text\"\n    label:\n      en: A\n      ja: あ\n    name: a\n    required: false\ntitle:\n  en: 'A'\n  ja: が\n"
        )
        #expect(one.definition == two.definition)
    }

    @Test func `any real change makes one`() throws {
        let one = try TestForms.form(kind: "text")
        for other in [
            try TestForms.form(kind: "text", more: "required: true"),
            try TestForms.form(kind: "text", more: "personal: false"),
            try TestForms.form(kind: "person-name"),
            try TestForms.form(kind: "text", more: "max_length: 201"),
        ] {
            #expect(one.definition != other.definition)
        }
    }

    @Test func `old and new forms of a kanji are different definitions`() throws {
        let old = try TestForms.read(
            "title: { ja: \u{FA19}, en: A }\nfields: [ { name: a, kind: text, label: { ja: あ, en: A } } ]"
        )
        let new = try TestForms.read(
            "title: { ja: \u{795E}, en: A }\nfields: [ { name: a, kind: text, label: { ja: あ, en: A } } ]"
        )
        #expect(old.definition != new.definition)
    }

    @Test func `another version is named as such`() {
        let next = frozen.replacing("\"genkan\":1", with: "\"genkan\":2")
        #expect(throws: FormDefinitionError.unknownVersion) {
            try FormDefinition.decode(bytes(next))
        }
    }

    @Test(arguments: [
        ("\"captcha\":\"altcha\",", ""), ("\"captcha\"", "\"Captcha\""), ("altcha", "nothing"),
        ("{\"allowed", "{\"aaa\":1,\"allowed"), ("{\"allowed", " {\"allowed"),
        ("\"required\":true", "\"required\":1"), ("\"required\":true", "\"required\":\"true\""),
        ("254", "254.0"), ("\"kind\":\"email\"", "\"kind\":\"fax\""),
        ("https://a.jp\"]", "null\"]"),
        ("\"choice\":{", "\"choise\":{"), ("\"id\":\"x\",", ""), ("\"en\":\"T\",", ""),
    ])
    func `bytes that encode would not have written are refused`(part: String, other: String) {
        let changed = frozen.replacing(part, with: other)
        #expect(changed != frozen)
        #expect(throws: FormDefinitionError.malformed) {
            try FormDefinition.decode(bytes(changed))
        }
    }

    @Test func `a cut definition is refused`() {
        let whole = bytes(frozen)
        for count in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: FormDefinitionError.self) {
                try FormDefinition.decode(Array(whole[..<count]))
            }
        }
    }

    @Test func `a zone that the machine no longer knows keeps its name`() throws {
        let gone = frozen.replacing("Asia/Tokyo", with: "Asia/Edo")
        let form = try FormDefinition.decode(bytes(gone))
        #expect(form.zone.name == "Asia/Edo")
        #expect(form.definition == bytes(gone))
    }
}

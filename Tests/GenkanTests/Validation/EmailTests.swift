import Genkan
import Testing

struct EmailTests {
    @Test(arguments: [
        ("vera@example.jp", "vera@example.jp"), (" vera@example.jp\n", "vera@example.jp"),
        ("Vera.O'Hara+genkan@mail.example.co.jp", "Vera.O'Hara+genkan@mail.example.co.jp"),
        ("vera..x.@docomo.ne.jp", "vera..x.@docomo.ne.jp"),
        ("ｖｅｒａ＠ｅｘａｍｐｌｅ．ｊｐ", "vera@example.jp"), ("vera@example。jp", "vera@example.jp"),
        ("vera@例え.jp", "vera@例え.jp"), ("vera@xn--r8jz45g.jp", "vera@xn--r8jz45g.jp"),
        ("\u{202A}vera@example.jp\u{202C}", "vera@example.jp"), ("a@b.c", "a@b.c"),
        (
            "\(String(repeating: "a", count: 64))@example.jp",
            "\(String(repeating: "a", count: 64))@example.jp"
        ),
    ])
    func `an address is accepted`(typed: String, stored: String) throws {
        #expect(try TestForms.form(kind: "email").stored(typed) == [stored])
    }

    @Test(arguments: [
        "vera", "@example.jp", "vera@", "vera@localhost", "vera@@example.jp", "vera@exa@mple.jp",
        "vera x@example.jp", "vera@example .jp", "vera@-example.jp", "vera@example-.jp",
        "vera@.example.jp", "vera@example.jp.", "vera@example..jp", "vera@exam_ple.jp",
        "ベラ@example.jp", "vera@example.jp, ben@example.jp", "Vera <vera@example.jp>",
        "mailto:vera@example.jp", "vera@[127.0.0.1]", "\"vera\"@example.jp", "vera(x)@example.jp",
        "\(String(repeating: "a", count: 65))@example.jp",
        "vera@\(String(repeating: "a", count: 64)).jp",
        "vera@example.jp?bcc=x", "vera@例え！.jp", "vera@😀.jp", "vera;@example.jp",
    ])
    func `what is not one address is refused`(typed: String) throws {
        #expect(try TestForms.form(kind: "email").code(typed) == .notEmail)
    }

    @Test func `a second header has no way in`() throws {
        let form = try TestForms.form(kind: "email")
        #expect(form.code("vera@example.jp\r\nBcc: ben@example.jp") == .lineBreak)
        #expect(form.code("vera@example.jp\u{0}") == .controlCharacter)
        #expect(form.code("vera@example.jp\u{2028}x") == .controlCharacter)
    }

    @Test func `254 bytes are the most`() throws {
        let form = try TestForms.form(kind: "email")
        let label = String(repeating: "a", count: 60)
        let domain = [label, label, label].joined(separator: ".")
        #expect(form.stored("\(String(repeating: "v", count: 64))@\(domain).a.jpxx") != nil)
        #expect(form.code("\(String(repeating: "v", count: 64))@\(domain).a.jpxxx") == .notEmail)
    }
}

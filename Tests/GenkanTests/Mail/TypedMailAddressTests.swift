import Testing

@testable import Genkan

@Suite struct TypedMailAddressTests {
    @Test(arguments: [
        ("anna@example.jp", "anna@example.jp"),
        ("  anna@example.jp\n", "anna@example.jp"),
        ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｊｐ", "anna@example.jp"),
        ("anna@example。jp", "anna@example.jp"),
        ("\u{FEFF}anna@exam\u{200B}ple.jp", "anna@example.jp"),
        ("anna@mailhost", "anna@mailhost"),
    ])
    func `what an input method or copying adds goes`(_ typed: String, _ address: String) {
        #expect(MailAddress(typed: typed)?.text == address)
    }

    @Test(arguments: [
        "", "anna", "anna@", "@example.jp", "anna@exa mple.jp", "anna@example.jp, ben@example.jp",
        "anna@example.jp\r\nBcc: x@example.com", "anna@example.jp\u{2028}x", "anna@\u{0}example.jp",
        "Anna <anna@example.jp>", "あんな@example.jp",
    ])
    func `anything else is none`(_ typed: String) {
        #expect(MailAddress(typed: typed) == nil)
    }
}

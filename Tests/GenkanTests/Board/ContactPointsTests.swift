import Genkan
import Testing

struct ContactPointsTests {
    private func points(mail: String = "", phone: String = "") throws -> ContactPoints {
        let form = try Self.form()
        let raw = RawSubmission([
            (name: "name", value: "Vera"), (name: "mail", value: mail),
            (name: "phone", value: phone),
        ])
        guard case .valid(let valid) = form.validate(raw) else {
            throw Refused(what: "\(mail) \(phone)")
        }
        return ContactPoints(valid.answers, of: form)
    }

    private struct Refused: Error { let what: String }

    private static func form() throws -> Form {
        try TestForms.form(
            fields: "name: name\nkind: text\nlabel: { ja: 氏名, en: Name }",
            "name: mail\nkind: email\nlabel: { ja: メール, en: Mail }",
            "name: phone\nkind: phone\nlabel: { ja: 電話, en: Phone }")
    }

    @Test(arguments: [
        ("vera@example.jp", "VERA@Example.JP"), ("vera@example.jp", "ｖｅｒａ＠example。jp"),
        ("vera@例え.jp", "Vera@例え.JP"),
    ])
    func `an address is the same in any case of its ASCII letters`(one: String, other: String)
        throws
    {
        let shared = try points(mail: one).shared(with: points(mail: other))
        #expect(shared.hasEmail && !shared.hasPhone)
    }

    @Test(arguments: [
        ("vera@example.jp", "vera@example.jp.evil.jp"), ("vera@example.jp", "vera+1@example.jp"),
        ("vera@example.jp", "ver@example.jp"),
    ])
    func `another address is another`(one: String, other: String) throws {
        #expect(try points(mail: one).shared(with: points(mail: other)).isEmpty)
    }

    @Test(arguments: [
        ("090-1234-5678", "09012345678"), ("090-1234-5678", "０９０（１２３４）５６７８"),
        ("090-1234-5678", "+81 90 1234 5678"), ("090-1234-5678", "+81 (0)90 1234 5678"),
        ("090-1234-5678", "010 81 90 1234 5678"), ("03-1234-5678", "03-1234-5678 内線 12"),
        ("+1 212 555 0100", "001 212 555 0100"), ("+1 212 555 0100", "0101 212 555 0100"),
    ])
    func `a number is the same however it is written`(one: String, other: String) throws {
        let shared = try points(phone: one).shared(with: points(phone: other))
        #expect(shared.hasPhone && !shared.hasEmail)
    }

    @Test(arguments: [
        ("090-1234-5678", "090-1234-5679"), ("+1 90 1234 5678", "090-1234-5678"),
        ("+44 20 7946 0958", "+81 20 7946 0958"),
    ])
    func `another number is another`(one: String, other: String) throws {
        #expect(try points(phone: one).shared(with: points(phone: other)).isEmpty)
    }

    @Test func `what is left blank is shared with nobody`() throws {
        let none = try points()
        #expect(none.isEmpty && none.shared(with: none).isEmpty)
        #expect(try !points(mail: "vera@example.jp").isEmpty)
    }

    @Test func `only fields of these kinds count`() throws {
        #expect(ContactPoints.areAsked(by: try Self.form()))
        #expect(try !ContactPoints.areAsked(by: TestForms.form(kind: "text")))
        let form = try TestForms.form(kind: "text")
        let raw = RawSubmission([(name: "it", value: "vera@example.jp")])
        guard case .valid(let valid) = form.validate(raw) else {
            throw Refused(what: "text")
        }
        #expect(ContactPoints(valid.answers, of: form).isEmpty)
    }
}

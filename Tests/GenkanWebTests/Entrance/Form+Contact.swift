@testable import Genkan

extension Form {
    /// The form of the tests: a field of most kinds, one website.
    static func contact(
        name: String = "contact", captcha: CaptchaChoice = .altcha,
        withoutToken: WithoutToken = .hold, redirect: String? = nil, adding fields: [Field] = []
    ) -> Form {
        let own: [Field] = [
            .test("name", .personName, ja: "お名前", en: "Name", isRequired: true, isTitle: true),
            .test("email", .email, ja: "メールアドレス", en: "E-mail", isRequired: true),
            .test("topic", .choice(.topics), ja: "ご用件", en: "Topic"),
            .test("message", .longText, ja: "お問い合わせ内容", en: "Message"),
            .test("source", .hidden, ja: "経路", en: "Source", value: "hosted"),
        ]
        return Form(
            name: name, title: .init(ja: "お問い合わせ", en: "Contact"),
            introduction: .init(ja: "ご質問をどうぞ。", en: "Ask us."),
            submitLabel: .init(ja: "送信する", en: "Send"),
            fields: own + fields,
            statuses: Status.standard,
            allowedOrigins: [Origin("https://www.example.jp")].compactMap { $0 },
            thanks: Thanks(text: Thanks.standardText, redirect: redirect), captcha: captcha,
            withoutToken: withoutToken, answerWithinHours: nil,
            zone: Zone(named: "Asia/Tokyo") ?? .utc)
    }
}

extension Field {
    /// One field of a test's form.
    static func test(
        _ name: String, _ kind: FieldKind, ja: String, en: String, isRequired: Bool = false,
        isTitle: Bool = false, value: String? = nil, longest: Int? = nil
    ) -> Field {
        Field(
            name: name, label: .init(ja: ja, en: en), kind: kind, isRequired: isRequired,
            minimumLength: 0, maximumLength: longest ?? kind.standardMaximumLength,
            isTitle: isTitle,
            isPersonal: true, placeholder: nil, help: nil, autocomplete: nil, value: value)
    }
}

extension Choice {
    fileprivate static let topics = Choice(
        options: [
            .init(id: "product", label: .init(ja: "商品", en: "Product")),
            .init(id: "other", label: .init(ja: "その他", en: "Other")),
        ], isMultiple: false)
}

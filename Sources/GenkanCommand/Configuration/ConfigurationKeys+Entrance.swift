import Genkan

extension ConfigurationKeys {
    private static let path = ValueType.text(1...1_000)

    /// The keys of CAPTCHA providers, for the forms that ask for one.
    static let captcha: [KeyTable.Key] =
        CaptchaProvider.allCases.flatMap(keys) + [
            .optional(
                "captcha.recaptcha_v3.lowest_score", .integer(0...100), standard: "50",
                "The lowest score that is good, in hundredths; 100 is surely a person. "
                    + "What comes with less is held."),
            .optional(
                "captcha.hcaptcha.highest_risk", .integer(0...100),
                "The highest risk that is good, in hundredths; 100 is surely a program. Only the "
                    + "Enterprise plan gives one. Without it, none is looked at."),
            .optional(
                "captcha.send_address", .boolean, standard: "false",
                "Whether the provider is told the visitor's IP address."),
            .optional(
                "captcha.certificate_authority", path,
                "PEM: the issuers of the providers' certificates that count. "
                    + "Without it, those that the system trusts."),
        ]

    /// What is held although its CAPTCHA is right.
    static let spam: [KeyTable.Key] = [
        .optional(
            "spam.fastest_seconds", .integer(0...60), standard: "2",
            "So long it takes a person, at least, from the hosted form to the button. What is sent "
                + "sooner is held; 0 for no rule."),
        .optional(
            "spam.most_links", .integer(0...100), standard: "5",
            "So many links may stand in all answers together; what has more is held. In a name, "
                + "a telephone number or a postal code it is any."),
        .optional(
            "spam.most_equal", .integer(1...1_000), standard: "3",
            "So often the same text of 40 characters or more may come to one form within an hour; "
                + "what comes more often is held."),
    ]

    /// Who looks at files.
    static let scanner: [KeyTable.Key] = [
        .optional(
            "scanner.clamd_socket", .text(1...100),
            "The Unix socket of ClamAV's `clamd` (`LocalSocket` in clamd.conf), which then looks at "
                + "every file. What it finds, or cannot look at, is held. Without it, nobody looks."
        )
    ]

    private static func keys(of provider: CaptchaProvider) -> [KeyTable.Key] {
        let block = provider.settingsBlock
        return [
            .optional(
                block + ".site_key", .text(1...200),
                "\(provider.name): the public key, for the widget."),
            .optional(
                block + ".secret_file", path,
                "\(provider.name): the file with the secret key, for its owner alone (mode 600); "
                    + "read at each question."),
            .optional(
                block + ".verify_url", .text(10...300), standard: provider.standardAddress,
                "\(provider.name): where tokens are verified."),
        ]
    }
}

extension CaptchaProvider {
    /// The name as the provider writes it.
    var name: String {
        switch self {
        case .recaptchaV2: "reCAPTCHA v2"
        case .recaptchaV3: "reCAPTCHA v3"
        case .hcaptcha: "hCaptcha"
        case .turnstile: "Turnstile"
        case .friendlyCaptcha: "Friendly Captcha v2"
        }
    }
}

import Genkan

/// One question in the words of a provider.
struct CaptchaRequest: Sendable {
    let body: [UInt8]
    let type = "application/x-www-form-urlencoded"
    let headers: [(String, String)]

    init(_ question: CaptchaQuestion, on terms: CaptchaService.Terms, secret: String) {
        var fields = [("response", question.token)]
        switch terms.provider {
        case .friendlyCaptcha:
            headers = [("X-API-Key", secret)]
            fields.append(("sitekey", terms.siteKey))
        case .hcaptcha:
            headers = []
            // A token that was made for another key of ours is refused.
            fields += [("secret", secret), ("sitekey", terms.siteKey)]
        case .turnstile:
            headers = []
            // The same question put again gets the same answer.
            fields += [("secret", secret), ("idempotency_key", Self.freshKey())]
        case .recaptchaV2, .recaptchaV3:
            headers = []
            fields.append(("secret", secret))
        }
        if terms.tellsAddress, let address = question.address, terms.provider != .friendlyCaptcha {
            fields.append(("remoteip", address.description))
        }
        body = Array(
            fields.map { "\($0)=\(PercentEncoding.encoded($1))" }.joined(separator: "&").utf8)
    }

    /// A UUID of version 4 (RFC 9562 § 5.4).
    private static func freshKey() -> String {
        let high = UInt64.random(in: .min ... .max) & ~0xF000 | 0x4000
        let low = UInt64.random(in: .min ... .max) & ~(0xC0 << 56) | 0x80 << 56
        return ID<CaptchaQuestion>(high: high, low: low).description
    }
}

/// What proves to a form that a person sent a submission.
public enum CaptchaChoice: String, CaseIterable, Sendable {
    /// ALTCHA's proof of work, built in.
    case altcha
    /// ``CaptchaProvider/recaptchaV2``.
    case recaptchaV2 = "recaptcha-v2"
    /// ``CaptchaProvider/recaptchaV3``.
    case recaptchaV3 = "recaptcha-v3"
    /// ``CaptchaProvider/hcaptcha``.
    case hcaptcha
    /// ``CaptchaProvider/turnstile``.
    case turnstile
    /// ``CaptchaProvider/friendlyCaptcha``.
    case friendlyCaptcha = "friendly-captcha"
    /// Nothing. Has to be written out, and `serve` warns.
    case none

    /// Whom this asks; nil for what needs nobody else.
    public var provider: CaptchaProvider? { CaptchaProvider(rawValue: rawValue) }
}

/// What happens to a submission that comes without a CAPTCHA token, such as from a browser
/// without JavaScript. A forged, expired or replayed token is always refused.
public enum WithoutToken: String, CaseIterable, Sendable {
    /// It is stored with the same receipt and shown to the staff in the Held column.
    case hold
    /// It is stored like any other.
    case accept
    /// It is refused, and the visitor's text kept on the page.
    case refuse
}

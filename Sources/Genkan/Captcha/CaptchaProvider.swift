/// A service of somebody else's that says whether a person sits before a browser.
public enum CaptchaProvider: String, CaseIterable, Sendable {
    /// Google reCAPTCHA v2, the box to tick.
    case recaptchaV2 = "recaptcha-v2"
    /// Google reCAPTCHA v3, which gives a score.
    case recaptchaV3 = "recaptcha-v3"
    /// hCaptcha.
    case hcaptcha
    /// Cloudflare Turnstile.
    case turnstile
    /// Friendly Captcha, version 2.
    case friendlyCaptcha = "friendly-captcha"

    /// The field in which its widget puts the token.
    public var tokenField: String {
        switch self {
        case .recaptchaV2, .recaptchaV3: "g-recaptcha-response"
        case .hcaptcha: "h-captcha-response"
        case .turnstile: "cf-turnstile-response"
        case .friendlyCaptcha: "frc-captcha-response"
        }
    }

    /// Its block in `genkan.yaml`, below which its keys stand.
    public var settingsBlock: String { "captcha." + rawValue.replacing("-", with: "_") }

    /// The longest token in bytes. A longer one is none, and nobody is asked about it.
    public var longestToken: Int {
        switch self {
        case .turnstile: 2048
        case .recaptchaV2, .recaptchaV3, .hcaptcha, .friendlyCaptcha: 16_384
        }
    }

    /// How long a token counts, as the provider says it.
    public var tokenLife: Duration {
        switch self {
        case .recaptchaV2, .recaptchaV3, .hcaptcha: .seconds(120)
        case .turnstile, .friendlyCaptcha: .seconds(300)
        }
    }

    /// How old a challenge may be when its token comes. Some tell when it was shown, not when it was done, and
    /// one that was done at once waits for the rest of the form.
    var longestAge: Duration {
        switch self {
        case .recaptchaV2, .recaptchaV3, .hcaptcha, .turnstile: .seconds(300)
        case .friendlyCaptcha: .seconds(1800)
        }
    }

    /// Where it is asked, unless the house says otherwise.
    public var standardAddress: String {
        switch self {
        case .recaptchaV2, .recaptchaV3: "https://www.google.com/recaptcha/api/siteverify"
        case .hcaptcha: "https://api.hcaptcha.com/siteverify"
        case .turnstile: "https://challenges.cloudflare.com/turnstile/v0/siteverify"
        case .friendlyCaptcha: "https://global.frcapi.com/api/v2/captcha/siteverify"
        }
    }

    /// Whether it says for what a token was made, so that one of another form is refused.
    public var namesAction: Bool { self == .recaptchaV3 || self == .turnstile }

    /// Whether a question may be put a second time, with the same key, when no answer came.
    public var takesRepeatedQuestion: Bool { self == .turnstile }

    /// Secrets that the provider publishes for trying things out, and that let everybody in, or nobody.
    public func isDummy(secret: String) -> Bool {
        switch self {
        case .recaptchaV2, .recaptchaV3: secret == "6LeIxAcTAAAAAGG-vFI1TnRWxMZNFuojJ4WifJWe"
        case .hcaptcha: secret == "0x0000000000000000000000000000000000000000"
        case .turnstile:
            ["1x", "2x", "3x"].contains { secret == $0 + String(repeating: "0", count: 31) + "AA" }
        case .friendlyCaptcha: false
        }
    }
}

import Genkan
import GenkanStorage

/// What the page of a form needs for a provider's widget: its element, its script, and what the page's
/// policy has to allow. All of it is as the provider documents it; nothing of it comes from the request.
struct CaptchaWidget {
    let provider: CaptchaProvider
    let siteKey: String
    let action: String
    /// Where the widget has to ask, as its provider calls it; nil for where it asks by itself.
    let endpoint: String?

    init?(of form: RegisteredForm, _ providers: CaptchaProviders) {
        guard let provider = form.form.captcha.provider,
            let siteKey = providers.siteKey(of: provider)
        else { return nil }
        self.provider = provider
        self.siteKey = siteKey
        endpoint = providers.isInEU(provider) ? "eu" : nil
        action = CaptchaQuestion.action(for: form.id)
    }

    /// For the template.
    func values(in language: Language) -> [String: Any] {
        var values: [String: Any] = [
            "class": elementClass, "siteKey": siteKey, "action": action,
            "script": script(in: language), "isModule": provider == .friendlyCaptcha,
            "isUnseen": provider == .recaptchaV3, "language": language.rawValue,
        ]
        values["endpoint"] = endpoint
        return values
    }

    /// For whoever sets a widget up on a page of their own: `{"action":…,"provider":…,"siteKey":…}`, with `endpoint`
    /// where there is one. No value has a character that JSON escapes.
    var json: String {
        let endpoint = endpoint.map { #","endpoint":"\#($0)""# } ?? ""
        return #"{"action":"\#(action)"\#(endpoint),"provider":"\#(provider.rawValue)","#
            + #""siteKey":"\#(siteKey)"}"#
    }

    private var elementClass: String {
        switch provider {
        case .recaptchaV2: "g-recaptcha"
        case .recaptchaV3: "genkan-recaptcha"
        case .hcaptcha: "h-captcha"
        case .turnstile: "cf-turnstile"
        case .friendlyCaptcha: "frc-captcha"
        }
    }

    private func script(in language: Language) -> String {
        switch provider {
        case .recaptchaV2: "https://www.google.com/recaptcha/api.js?hl=\(language.rawValue)"
        case .recaptchaV3: "https://www.google.com/recaptcha/api.js?render=\(siteKey)"
        case .hcaptcha: "https://js.hcaptcha.com/1/api.js?hl=\(language.rawValue)"
        case .turnstile: "https://challenges.cloudflare.com/turnstile/v0/api.js"
        case .friendlyCaptcha:
            "https://cdn.jsdelivr.net/npm/@friendlycaptcha/sdk@0.1.31/site.min.js"
        }
    }

    /// What the widget loads, beside what every page may. Its script writes scripts of its own, which a
    /// policy of Trusted Types would forbid.
    var allowances: PageAllowances {
        var allowances = PageAllowances()
        allowances.requiresTrustedTypes = false
        switch provider {
        case .recaptchaV2, .recaptchaV3:
            let google = "https://www.google.com/recaptcha/"
            allowances.scripts = [google, "https://www.gstatic.com/recaptcha/"]
            allowances.frames = [google, "https://recaptcha.google.com/recaptcha/"]
            allowances.connections = [google]
        case .hcaptcha:
            let own = ["https://hcaptcha.com", "https://*.hcaptcha.com"]
            allowances.scripts = own
            allowances.frames = own
            allowances.styles = own
            allowances.connections = own
        case .turnstile:
            allowances.scripts = ["https://challenges.cloudflare.com"]
            allowances.frames = ["https://challenges.cloudflare.com"]
        case .friendlyCaptcha:
            allowances.scripts = ["https://cdn.jsdelivr.net/npm/@friendlycaptcha/"]
            allowances.frames = ["https://\(endpoint ?? "global").frcapi.com"]
            allowances.connections = allowances.frames
        }
        return allowances
    }
}

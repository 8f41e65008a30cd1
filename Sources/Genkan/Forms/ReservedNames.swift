/// The names of form controls that mean something to Genkan, declared in this one place. No field
/// may carry one, in any case; every name that begins with `_` is kept for the future.
public enum ReservedNames {
    /// The ALTCHA payload that the widget puts into the form.
    public static let altcha = "altcha"
    /// Filled in by browsers with the encoding of the form (HTML § 4.10.22.4).
    public static let charset = "_charset_"
    /// The hidden submission id of the hosted form, by which a retry is recognised.
    public static let submission = "_submission"
    /// The signed token that says when the hosted form was opened.
    public static let formToken = "_token"
    /// The honeypot: hidden from people, filled in by robots.
    public static let honeypot = "_homepage"
    /// The language of the page that sends the form (`ja`, `en`).
    public static let language = "_language"

    /// The names that widgets of other providers put into a form.
    static let ofProviders: Set<String> = [
        altcha, "g-recaptcha-response", "h-captcha-response", "cf-turnstile-response",
        "frc-captcha-response", "frc-captcha-solution", "isindex",
    ]

    /// Whether a field of a form must not have this name.
    public static func contains(_ name: String) -> Bool {
        let lowered = name.lowercased()
        return lowered.utf8.first == UInt8(ascii: "_") || ofProviders.contains(lowered)
    }
}

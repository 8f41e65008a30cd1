/// What the CAPTCHA of a submission came to.
public enum CaptchaVerdict: Hashable, Sendable {
    /// A person sent it. The mark makes the token single-use; nil where the form asks for none.
    case accepted(CaptchaMark?)
    /// The token proves nothing: the visitor gets the form back with a fresh one.
    case refused(CaptchaRefusal)
    /// Nobody can say: stored, and a person of the staff decides.
    case held(HeldReason)
}

/// What is stored of a token with its submission, so that it cannot be used twice: 16 bytes that name
/// it and say nothing else.
public struct CaptchaMark: Hashable, Sendable {
    /// How long a mark is sure to be remembered. A token that lives longer must be refused.
    public static let lifetime = Duration.seconds(3600)

    /// The bytes.
    public let name: ID<CaptchaMark>

    /// Takes the mark of a token; nil unless it has 16 bytes.
    public init?(bytes: [UInt8]) {
        guard let name = ID<CaptchaMark>(bytes: bytes) else { return nil }
        self.name = name
    }
}

/// Why a token was refused, for the log and for the visitor's text.
public enum CaptchaRefusal: String, CaseIterable, Sendable {
    /// There is none, and the form insists on one.
    case missing
    /// It is not of the right shape, or its signature or solution is wrong.
    case invalid
    /// It is too old.
    case expired
    /// It was used before.
    case replayed
    /// It was made for another form.
    case foreign
    /// It was made on a page of another website.
    case elsewhere
}

/// Why a submission waits in the Held column.
public enum HeldReason: String, CaseIterable, Sendable {
    /// It came without a CAPTCHA token.
    case withoutToken = "without-token"
    /// The field that people cannot see was filled in.
    case honeypot
    /// The CAPTCHA provider could not be asked.
    case unverified
    /// The CAPTCHA provider thinks that a program may have sent it.
    case doubtful

    /// The reason as the staff reads it.
    public var label: LocalizedText {
        switch self {
        case .withoutToken:
            LocalizedText(ja: "CAPTCHA なしで届きました", en: "Arrived without a CAPTCHA")
        case .honeypot:
            LocalizedText(ja: "見えない欄に入力がありました", en: "A hidden field was filled in")
        case .unverified:
            LocalizedText(ja: "CAPTCHA を確認できませんでした", en: "The CAPTCHA could not be checked")
        case .doubtful:
            LocalizedText(ja: "CAPTCHA の評価が低めです", en: "The CAPTCHA has doubts")
        }
    }
}

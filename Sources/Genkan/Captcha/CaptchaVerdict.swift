/// What the CAPTCHA of a submission came to.
public enum CaptchaVerdict: Hashable, Sendable {
    /// A person sent it. The mark makes the token single-use; nil where the form asks for none.
    case accepted(CaptchaMark?)
    /// The token proves nothing: the visitor gets the form back with a fresh one.
    case refused(CaptchaRefusal)
    /// Nobody can say: stored, and a person of the staff decides.
    case held(HeldReason)
}

/// What is stored once until it expires, so that a token cannot be used twice.
public struct CaptchaMark: Hashable, Sendable {
    /// 16 to 32 bytes that name the token.
    public let bytes: [UInt8]
    /// When the token would be refused for its age, and the mark may go.
    public let expires: Instant

    /// Takes the mark of a token; nil unless it has 16 to 32 bytes.
    public init?(bytes: [UInt8], expires: Instant) {
        guard (16...32).contains(bytes.count) else { return nil }
        self.bytes = bytes
        self.expires = expires
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
}

/// Why a submission waits in the Held column.
public enum HeldReason: String, CaseIterable, Sendable {
    /// It came without a CAPTCHA token.
    case withoutToken = "without-token"
    /// The field that people cannot see was filled in.
    case honeypot
    /// The CAPTCHA provider could not be asked.
    case unverified

    /// The reason as the staff reads it.
    public var label: LocalizedText {
        switch self {
        case .withoutToken:
            LocalizedText(ja: "CAPTCHA なしで届きました", en: "Arrived without a CAPTCHA")
        case .honeypot:
            LocalizedText(ja: "見えない欄に入力がありました", en: "A hidden field was filled in")
        case .unverified:
            LocalizedText(ja: "CAPTCHA を確認できませんでした", en: "The CAPTCHA could not be checked")
        }
    }
}

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

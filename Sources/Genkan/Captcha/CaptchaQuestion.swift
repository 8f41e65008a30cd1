/// What a provider is asked about one submission.
public struct CaptchaQuestion: Sendable {
    /// What the widget gave: up to ``CaptchaProvider/longestToken`` bytes, and not empty.
    public let token: String
    /// The hosts on whose pages the form stands, in lower case, without ports.
    public let hosts: Set<String>
    /// What a token of this form is made for; see ``action(for:)``.
    public let action: String
    /// The visitor's address, where the house says that it may be told.
    public let address: ClientAddress?

    /// Takes what is asked.
    public init(token: String, hosts: Set<String>, action: String, address: ClientAddress?) {
        self.token = token
        self.hosts = hosts
        self.action = action
        self.address = address
    }

    /// The action of a form: its id in 32 letters from `a` to `p`, one for each four bits. Every provider
    /// takes these characters and this length, and no two forms have the same.
    public static func action(for form: FormID) -> String {
        let letters = Array("abcdefghijklmnop".utf8)
        let pairs = form.bytes.flatMap { [letters[Int($0 >> 4)], letters[Int($0 & 15)]] }
        return String(decoding: pairs, as: UTF8.self)
    }
}

/// What a provider, or the way to it, says.
public enum CaptchaAnswer: Hashable, Sendable {
    /// A person sits there.
    case accepted
    /// The token proves nothing.
    case refused(CaptchaRefusal)
    /// The token is genuine, and the score says that a program may sit there.
    case doubtful
    /// The token is genuine, but the reply does not say enough of it: on which website it was made, or the
    /// challenge is old.
    case unproven
    /// Nobody can say; why is for the log.
    case unavailable(CaptchaTrouble)
}

/// Why a provider gave no answer that counts.
public enum CaptchaTrouble: String, Error, CaseIterable, Sendable {
    /// Its name leads nowhere, or to a network that is not the internet.
    case address
    /// No connection came about, or it was not the provider's by its certificate.
    case connection
    /// It took too long.
    case time
    /// It answered what is no answer: another status, HTML, too much, something else than documented, or that the
    /// question is none. A token may have brought it about, so it says nothing of the provider either.
    case answer
    /// It says that it has a failure of its own.
    case failure
    /// It does not know our keys: every submission is held until they are right.
    case keys
    /// It has failed so often that it is not asked for a while.
    case resting
    /// Too many questions are open.
    case crowded
}

/// Who asks a provider. Never throws: whatever goes wrong is an answer.
public protocol CaptchaAsking: Sendable {
    /// Which provider is asked.
    var provider: CaptchaProvider { get }
    /// The public half of the keys, for the widget.
    var siteKey: String { get }
    /// Whether the visitor's address is told.
    var tellsAddress: Bool { get }
    /// The host that is asked.
    var host: String { get }
    /// Asks about one token, once.
    func answer(to question: CaptchaQuestion) async -> CaptchaAnswer
}

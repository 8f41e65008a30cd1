public import Genkan

/// Asks one provider, as its documentation says, about one token at a time.
///
/// Whatever goes wrong on the way is an answer, ``CaptchaAnswer/unavailable(_:)``: the submission is held,
/// not lost. A provider that is down costs the first visitors ``patience`` each and then nobody anything.
public final class CaptchaService: CaptchaAsking {
    /// The keys of one provider, and how it is asked.
    public struct Terms: Sendable {
        /// Which one.
        public let provider: CaptchaProvider
        /// The public half of the keys, for the widget.
        public let siteKey: String
        /// The secret half: read from its file each time, so that a new one counts at once.
        public let secret: @Sendable () throws -> String
        /// Where it is asked.
        public let address: ProviderAddress
        /// Whose certificates count there.
        public let issuers: TrustedIssuers
        /// reCAPTCHA v3: the lowest score that is good; hCaptcha: the highest risk that is. In hundredths.
        public let bound: Int?
        /// Whether the visitor's address is told.
        public let tellsAddress: Bool

        /// Takes the keys.
        public init(
            provider: CaptchaProvider, siteKey: String,
            secret: @escaping @Sendable () throws -> String,
            address: ProviderAddress, issuers: TrustedIssuers = .system, bound: Int? = nil,
            tellsAddress: Bool = false
        ) {
            self.provider = provider
            self.siteKey = siteKey
            self.secret = secret
            self.address = address
            self.issuers = issuers
            self.bound = bound
            self.tellsAddress = tellsAddress
        }
    }

    /// How long one question may take, from the name to the last byte of the answer.
    public static let patience = Duration.seconds(5)

    private let terms: Terms
    private let line: ProviderLine
    private let breaker: CircuitBreaker
    private let patience: Duration
    private let now: @Sendable () -> Instant

    /// Asks on these terms.
    ///
    /// - Parameters:
    ///   - patience: ``patience`` unless a test is in a hurry.
    ///   - now: the time, which tokens are compared with.
    public convenience init(
        _ terms: Terms, patience: Duration = patience, now: @escaping @Sendable () -> Instant
    ) {
        self.init(terms, patience: patience, breaker: CircuitBreaker(), now: now)
    }

    init(
        _ terms: Terms, patience: Duration, breaker: CircuitBreaker,
        now: @escaping @Sendable () -> Instant
    ) {
        self.terms = terms
        self.patience = patience
        self.breaker = breaker
        self.now = now
        line = ProviderLine(to: terms.address, issuers: terms.issuers)
    }

    /// Which provider is asked.
    public var provider: CaptchaProvider { terms.provider }
    /// The public half of the keys, for the widget.
    public var siteKey: String { terms.siteKey }
    /// Whether the visitor's address is told.
    public var tellsAddress: Bool { terms.tellsAddress }
    /// The host that is asked.
    public var host: String { terms.address.host }

    /// What the provider says to one token; asked once, or why it was not.
    public func answer(to question: CaptchaQuestion) async -> CaptchaAnswer {
        guard !question.token.isEmpty, question.token.utf8.count <= provider.longestToken else {
            return .refused(.invalid)
        }
        switch breaker.begin() {
        case .rest: return .unavailable(.resting)
        case .crowded: return .unavailable(.crowded)
        case .ask: break
        }
        let answer = await ask(question)
        breaker.end(answered: answer.isOfProvider)
        return answer
    }

    /// Ends every connection. Nothing may be asked afterwards.
    public func close() async { await line.close() }

    private func ask(_ question: CaptchaQuestion) async -> CaptchaAnswer {
        guard let secret = try? terms.secret() else { return .unavailable(.keys) }
        let asked = CaptchaRequest(question, on: terms, secret: secret)
        let end = ContinuousClock.now + patience
        var answer = await put(asked, question, until: end)
        if provider.takesRepeatedQuestion, answer.mayBeAskedAgain {
            answer = await put(asked, question, until: end)
        }
        return answer
    }

    private func put(
        _ asked: CaptchaRequest, _ question: CaptchaQuestion, until end: ContinuousClock.Instant
    ) async -> CaptchaAnswer {
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { return .unavailable(.time) }
        do {
            let reply = try await line.post(
                asked.body, type: asked.type, headers: asked.headers, within: left)
            return CaptchaReply(to: question, by: provider, bound: terms.bound, now: now())
                .read(reply.body, status: reply.status)
        } catch let trouble as CaptchaTrouble {
            return .unavailable(trouble)
        } catch {
            return .unavailable(.connection)
        }
    }
}

extension CaptchaAnswer {
    /// Whether the provider works: it knows us or not, but it is there. What a token could bring about must not
    /// make it rest for everybody.
    fileprivate var isOfProvider: Bool {
        switch self {
        case .accepted, .refused, .doubtful, .unproven, .unavailable(.keys), .unavailable(.answer):
            true
        case .unavailable: false
        }
    }

    fileprivate var mayBeAskedAgain: Bool {
        switch self {
        case .unavailable(.connection), .unavailable(.failure): true
        default: false
        }
    }
}

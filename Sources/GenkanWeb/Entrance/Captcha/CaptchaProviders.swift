public import Genkan
import GenkanStorage
import Logging
import Proofs
import Synchronization

/// The CAPTCHA providers that the house has keys for, and what they said of late.
///
/// A token is good for one question. So two posts of the same one at once, a double click, are one question,
/// and a retry within minutes gets the answer of before: it is the single-use mark, stored with the
/// submission, that lets a token through once.
public final class CaptchaProviders: Sendable {
    private let services: [CaptchaProvider: any CaptchaAsking]
    private let ownHost: String
    private let answers = CaptchaAnswers()
    /// How often one subscriber may have somebody else asked.
    let questions: RateLimiter

    /// Takes whom to ask.
    ///
    /// - Parameters:
    ///   - services: one for each provider that there are keys for.
    ///   - ownHost: the host of the hosted forms.
    ///   - rate: how often one subscriber may have a provider asked.
    public init(
        _ services: [any CaptchaAsking] = [], ownHost: String = "localhost",
        rate: RequestRate = RequestRate(burst: 30, perSecond: 0.5)
    ) {
        self.services = Dictionary(
            services.map { ($0.provider, $0) }, uniquingKeysWith: { first, _ in first })
        self.ownHost = ownHost.lowercased()
        questions = RateLimiter(rate)
    }

    /// The public half of a provider's keys; nil when the house has none.
    func siteKey(of provider: CaptchaProvider) -> String? { services[provider]?.siteKey }

    /// Whether the service in the EU is asked, which the widget has to ask as well.
    func isInEU(_ provider: CaptchaProvider) -> Bool {
        provider == .friendlyCaptcha && services[provider]?.host == "eu.frcapi.com"
    }

    /// What the token of a submission comes to.
    ///
    /// - Parameter address: the visitor's, told to the provider only where the house says so.
    func verdict(
        on token: String, for form: RegisteredForm, by provider: CaptchaProvider,
        from address: ClientAddress?, now: Int64, _ logger: Logger
    ) async -> CaptchaVerdict {
        // A form whose provider has lost its keys is still open: a person decides.
        guard let service = services[provider] else { return .held(.unverified) }
        guard Self.isToken(token, of: provider),
            let bytes = try? CaptchaTokenMark.bytes(of: token, form: form.idText),
            let mark = CaptchaMark(bytes: bytes)
        else { return .refused(.invalid) }
        let question = CaptchaQuestion(
            token: token, hosts: hosts(of: form), action: CaptchaQuestion.action(for: form.id),
            address: service.tellsAddress ? address : nil)
        let life = provider.tokenLife.components.seconds
        let answer = await answers.answer(to: mark, until: now + life, now: now) {
            await service.answer(to: question)
        }
        switch answer {
        case .accepted: return .accepted(mark)
        case .doubtful: return .held(.doubtful)
        case .unproven: return .held(.unverified)
        case .refused(let refusal): return .refused(refusal)
        case .unavailable(let trouble):
            logger.captchaUnavailable(provider, trouble)
            return .held(.unverified)
        }
    }

    /// Where the widget may have stood: on the hosted form, and on the form's own websites.
    private func hosts(of form: RegisteredForm) -> Set<String> {
        Set(form.form.allowedOrigins.map(\.host)).union([ownHost])
    }

    /// Visible ASCII, and not longer than documented: nobody is asked about anything else.
    private static func isToken(_ token: String, of provider: CaptchaProvider) -> Bool {
        token.utf8.count <= provider.longestToken
            && token.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }
}

/// What was answered to a token of late. All memory is bounded; what is forgotten too early is asked again,
/// and refused then, so that the visitor does the CAPTCHA once more.
private final class CaptchaAnswers: Sendable {
    private struct State {
        var open: [CaptchaMark: Task<CaptchaAnswer, Never>] = [:]
        var given: [CaptchaMark: (answer: CaptchaAnswer, until: Int64)] = [:]
    }

    /// How many answers are kept, about 100 bytes each.
    private static let capacity = 16_384

    private let state = Mutex(State())

    /// The answer of before, the one that somebody waits for already, or a new one. Whoever goes away does
    /// not end the question: the retry wants to know, too.
    func answer(
        to mark: CaptchaMark, until: Int64, now: Int64,
        _ ask: @escaping @Sendable () async -> CaptchaAnswer
    ) async -> CaptchaAnswer {
        let task = state.withLock { state -> Task<CaptchaAnswer, Never> in
            if let given = state.given[mark], now < given.until {
                let answer = given.answer
                return Task { answer }
            }
            if let open = state.open[mark] { return open }
            let task = Task { [self] in
                let answer = await ask()
                keep(answer, to: mark, until: until, now: now)
                return answer
            }
            state.open[mark] = task
            return task
        }
        return await task.value
    }

    /// Nothing is kept of a refusal, which stays one, nor of a provider that could not say.
    private func keep(_ answer: CaptchaAnswer, to mark: CaptchaMark, until: Int64, now: Int64) {
        state.withLock { state in
            state.open[mark] = nil
            guard [.accepted, .doubtful, .unproven].contains(answer) else { return }
            if state.given.count >= Self.capacity {
                state.given = state.given.filter { now < $0.value.until }
            }
            if state.given.count >= Self.capacity { state.given.removeAll() }
            state.given[mark] = (answer, until)
        }
    }
}

extension Logger {
    /// Why somebody could not be asked; never the token.
    fileprivate func captchaUnavailable(_ provider: CaptchaProvider, _ trouble: CaptchaTrouble) {
        log(
            level: trouble == .keys ? .error : .warning,
            "The CAPTCHA provider could not say: the submission is held",
            metadata: [
                "provider": .string(provider.rawValue), "reason": .string(trouble.rawValue),
            ])
    }
}

/// What a provider answers, read strictly: only what is documented to mean yes is a yes.
///
/// A reply that is not as documented proves nothing about the visitor, so it is ``CaptchaTrouble/answer``,
/// not a refusal. So is a yes in which something is missing that the form asks for. A yes that keeps the website
/// to itself, as providers do under load, or that is about an old challenge, is ``CaptchaAnswer/unproven``.
public struct CaptchaReply: Sendable {
    /// The longest reply in bytes that is read.
    public static let longest = 65_536

    let provider: CaptchaProvider
    let question: CaptchaQuestion
    /// reCAPTCHA v3: the lowest score that is good. hCaptcha: the highest risk that is. In hundredths.
    let bound: Int?
    let now: Instant

    /// Takes what the reply is compared with.
    public init(
        to question: CaptchaQuestion, by provider: CaptchaProvider, bound: Int? = nil, now: Instant
    ) {
        self.provider = provider
        self.question = question
        self.bound = bound
        self.now = now
    }

    /// What a reply says.
    ///
    /// - Parameters:
    ///   - body: at most ``longest`` bytes.
    ///   - status: the HTTP status.
    public func read(_ body: [UInt8], status: Int) -> CaptchaAnswer {
        guard body.count <= Self.longest,
            let value = try? JSONParser.parse(body, depth: 8),
            case .object = value, case .bool(let isSuccess) = value["success"]
        else { return .unavailable(status == 429 || status >= 500 ? .failure : .answer) }
        // Friendly Captcha has other statuses for what we did wrong; the others answer 200 to everything.
        guard isSuccess else { return refusal(value, status) }
        guard status == 200 else { return .unavailable(.answer) }
        return provider == .friendlyCaptcha ? friendly(value) : common(value)
    }

    // MARK: - Yes

    private func common(_ value: JSONValue) -> CaptchaAnswer {
        guard let host = value["hostname"]?.host, let made = value["challenge_ts"]?.time
        else { return .unavailable(.answer) }
        guard host.isEmpty || isOurs(host) else { return .refused(.elsewhere) }
        if provider.namesAction {
            guard case .string(let action) = value["action"] else { return .unavailable(.answer) }
            // Google's own client does not look at the case.
            guard action.lowercased() == question.action else { return .refused(.foreign) }
        }
        let answer = scored(value["score"]?.share)
        return answer == .accepted && (host.isEmpty || isOld(made)) ? .unproven : answer
    }

    /// The two providers that give scores count in opposite directions.
    private func scored(_ score: Double?) -> CaptchaAnswer {
        let isGood: (Double) -> Bool
        switch (provider, bound) {
        // A key of v2 gives no score: that is no yes.
        case (.recaptchaV3, let bound):
            isGood = { $0 >= Double(bound ?? Self.standardLowest) / 100 }
        case (.hcaptcha, let bound?): isGood = { $0 <= Double(bound) / 100 }
        default: return .accepted
        }
        guard let score, (0...1).contains(score) else { return .unavailable(.answer) }
        return isGood(score) ? .accepted : .doubtful
    }

    /// Google's own proposal.
    private static let standardLowest = 50

    private func friendly(_ value: JSONValue) -> CaptchaAnswer {
        guard let challenge = value["data"]?["challenge"], let made = challenge["timestamp"]?.time
        else { return .unavailable(.answer) }
        guard case .string(let origin) = challenge["origin"] ?? .string("") else {
            return .unavailable(.answer)
        }
        // Browsers need not say where they are.
        guard origin.isEmpty || isOurs(origin) else { return .refused(.elsewhere) }
        return isOld(made) ? .unproven : .accepted
    }

    /// Whether a challenge is older than people need, by a minute for two clocks that differ. How long its token
    /// counts the provider knows.
    private func isOld(_ made: Instant) -> Bool {
        now.seconds - made.seconds > provider.longestAge.components.seconds + 60
    }

    private func isOurs(_ host: String) -> Bool {
        let host = host.lowercased()
        let bare = Origin(host)?.host ?? host
        return question.hosts.contains(bare)
    }

    // MARK: - No

    private func refusal(_ value: JSONValue, _ status: Int) -> CaptchaAnswer {
        let codes: [String]
        if provider == .friendlyCaptcha {
            guard case .string(let code) = value["error"]?["error_code"] else {
                return .unavailable(.answer)
            }
            codes = [code]
        } else {
            guard let listed = value["error-codes"]?.texts else { return .unavailable(.answer) }
            codes = listed
        }
        let isKnown = codes.contains { Self.meanings[$0.lowercased()] != nil }
        // Too many questions, or a failure: unless it says what is known, it says nothing of the token.
        if !isKnown, status == 429 || status >= 500 { return .unavailable(.failure) }
        return Self.meaning(of: codes)
    }

    /// The gravest of what several codes mean: a failure of ours or theirs says nothing of the visitor. A
    /// code that nobody has told us of is a refusal: the token was not accepted.
    static func meaning(of codes: [String]) -> CaptchaAnswer {
        let said = codes.map { meanings[$0.lowercased()] ?? .refused(.invalid) }
        let trouble = said.first { if case .unavailable = $0 { true } else { false } }
        return trouble ?? said.first { $0 != .refused(.invalid) } ?? .refused(.invalid)
    }

    private static let meanings: [String: CaptchaAnswer] = [
        "missing-input-secret": .unavailable(.keys), "invalid-input-secret": .unavailable(.keys),
        "sitekey-secret-mismatch": .unavailable(.keys), "invalid-sitekey": .unavailable(.keys),
        "invalid-remoteip": .unavailable(.keys), "missing-remoteip": .unavailable(.keys),
        "not-using-dummy-secret": .unavailable(.keys), "bad-request": .unavailable(.answer),
        "internal-error": .unavailable(.failure),
        "missing-input-response": .refused(.invalid), "invalid-input-response": .refused(.invalid),
        "not-using-dummy-passcode": .refused(.invalid),
        "timeout-or-duplicate": .refused(.replayed), "expired-input-response": .refused(.expired),
        "already-seen-response": .refused(.replayed),
        "invalid-or-already-seen-response": .refused(.replayed),
        "auth_required": .unavailable(.keys), "auth_invalid": .unavailable(.keys),
        "sitekey_invalid": .unavailable(.keys), "response_missing": .refused(.invalid),
        "bad_request": .unavailable(.answer), "response_invalid": .refused(.invalid),
        "response_timeout": .refused(.expired), "response_duplicate": .refused(.replayed),
    ]
}

extension JSONValue {
    /// The member of an object.
    fileprivate subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key.utf8.elementsEqual(key.utf8) }?.value
    }

    /// A name of a website; empty where it is not told (hCaptcha's word for that is `not-provided`).
    fileprivate var host: String? {
        switch self {
        case .string("not-provided"), .null: ""
        case .string(let host): host
        default: nil
        }
    }

    /// A list of texts; one that holds anything else is none.
    fileprivate var texts: [String]? {
        guard case .array(let elements) = self else { return nil }
        let texts = elements.compactMap { element -> String? in
            if case .string(let text) = element { text } else { nil }
        }
        return texts.count == elements.count ? texts : nil
    }

    /// A number that is not negative.
    fileprivate var share: Double? {
        guard case .number(let text) = self, !text.utf8.starts(with: "-".utf8) else { return nil }
        return Double(text)
    }

    /// A point in time: seconds since 1970, or a date and time of RFC 3339.
    fileprivate var time: Instant? {
        switch self {
        case .number(let text): Int64(text).flatMap(Instant.init(seconds:))
        case .string(let text): Instant(rfc3339: text)
        default: nil
        }
    }
}

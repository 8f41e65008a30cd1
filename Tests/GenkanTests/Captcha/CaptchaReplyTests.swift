import Testing

@testable import Genkan

/// What counts as a yes of each provider, and what everything else means.
@Suite struct CaptchaReplyTests {
    private static let now = Instant(seconds: 1_764_500_000)
    private static let action = "abcdefghijklmnopabcdefghijklmnop"
    private static let question = CaptchaQuestion(
        token: "a-token", hosts: ["forms.example.jp", "www.example.jp"], action: action,
        address: nil)

    private func answer(
        _ provider: CaptchaProvider, _ body: String, status: Int = 200, bound: Int? = nil
    ) -> CaptchaAnswer {
        CaptchaReply(to: Self.question, by: provider, bound: bound, now: Self.now)
            .read(Array(body.utf8), status: status)
    }

    /// A complete yes of a provider, with members exchanged; nil leaves one out.
    private func yes(
        _ provider: CaptchaProvider, _ changes: [String: String?] = [:]
    ) -> String {
        var members = ["success": "true"]
        if provider == .friendlyCaptcha {
            var challenge: [String: String?] = [
                "timestamp": #""2025-11-30T10:53:10Z""#, "origin": #""www.example.jp""#,
            ]
            challenge.merge(changes) { $1 }
            let inner = challenge.compactMap { key, value in value.map { "\"\(key)\":\($0)" } }
            return #"{"success":true,"data":{"challenge":{\#(inner.joined(separator: ","))}}}"#
        }
        members["challenge_ts"] = #""2025-11-30T10:53:10Z""#
        members["hostname"] = #""www.example.jp""#
        if provider.namesAction { members["action"] = "\"\(Self.action)\"" }
        if provider == .recaptchaV3 { members["score"] = "0.9" }
        for (key, value) in changes { members[key] = value }
        return "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `a complete yes is one, and nothing less`(provider: CaptchaProvider) {
        #expect(answer(provider, yes(provider)) == .accepted)
        for status in [201, 302, 400, 401, 500, 503] {
            #expect(answer(provider, yes(provider), status: status) == .unavailable(.answer))
        }
        for success in ["\"true\"", "1", "null", "[true]", "\"\""] {
            let said = yes(provider, ["success": success])
            guard provider != .friendlyCaptcha else { continue }
            #expect(answer(provider, said) == .unavailable(.answer), "\(success)")
        }
        let parts: [String] =
            switch provider {
            case .friendlyCaptcha: ["timestamp"]
            case .recaptchaV2, .hcaptcha: ["hostname", "challenge_ts"]
            case .turnstile: ["hostname", "challenge_ts", "action"]
            case .recaptchaV3: ["hostname", "challenge_ts", "action", "score"]
            }
        for part in parts {
            let without = answer(provider, yes(provider, [part: nil]))
            #expect(without == .unavailable(.answer), "\(part)")
            let other = answer(provider, yes(provider, [part: "[]"]))
            #expect(other == .unavailable(.answer), "\(part)")
        }
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `a token of another website is refused`(provider: CaptchaProvider) {
        let key = provider == .friendlyCaptcha ? "origin" : "hostname"
        for host in [
            "evil.example", "example.jp", "www.example.jp.evil.example", "xwww.example.jp",
            "www.example.jp.", "localhost", "provided", "null",
        ] {
            let said = answer(provider, yes(provider, [key: "\"\(host)\""]))
            #expect(said == .refused(.elsewhere), "\(host)")
        }
        for host in ["forms.example.jp", "WWW.Example.JP", "https://www.example.jp"] {
            #expect(answer(provider, yes(provider, [key: "\"\(host)\""])) == .accepted, "\(host)")
        }
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `a yes that keeps its website to itself is no proof, and no failure`(
        provider: CaptchaProvider
    ) {
        guard provider != .friendlyCaptcha else {
            // Its documentation says that browsers need not tell.
            #expect(answer(provider, yes(provider, ["origin": "\"\""])) == .accepted)
            #expect(answer(provider, yes(provider, ["origin": "null"])) == .unavailable(.answer))
            return
        }
        for host in ["\"\"", "\"not-provided\"", "null"] {
            #expect(answer(provider, yes(provider, ["hostname": host])) == .unproven, "\(host)")
            if provider.namesAction {
                let other = yes(provider, ["hostname": host, "action": "\"login\""])
                #expect(answer(provider, other) == .refused(.foreign))
            }
        }
        let low = yes(.recaptchaV3, ["hostname": "\"\"", "score": "0.1"])
        #expect(answer(.recaptchaV3, low) == .doubtful)
    }

    @Test(arguments: [CaptchaProvider.recaptchaV3, .turnstile])
    func `a token for something else is refused`(provider: CaptchaProvider) {
        for action in ["", "login", String(Self.action.dropLast()), Self.action + "a"] {
            let said = answer(provider, yes(provider, ["action": "\"\(action)\""]))
            #expect(said == .refused(.foreign), "\(action)")
        }
        let upper = yes(provider, ["action": "\"\(Self.action.uppercased())\""])
        #expect(answer(provider, upper) == .accepted)
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `what was made long ago is no proof`(provider: CaptchaProvider) {
        let key = provider == .friendlyCaptcha ? "timestamp" : "challenge_ts"
        let life: Int64 = provider == .friendlyCaptcha ? 1_860 : 360
        for (age, expected) in [(life, CaptchaAnswer.accepted), (life + 1, .unproven)] {
            let made = Instant(seconds: Self.now.seconds - age).description
            #expect(answer(provider, yes(provider, [key: "\"\(made)\""])) == expected)
            #expect(answer(provider, yes(provider, [key: "\(Self.now.seconds - age)"])) == expected)
        }
        for time in ["\"yesterday\"", "\"2025-11-30\"", "1e9", "\"\""] {
            #expect(
                answer(provider, yes(provider, [key: time])) == .unavailable(.answer), "\(time)")
        }
    }

    @Test func `a high score is good at Google, a low one at hCaptcha`() {
        for (score, isGood) in [
            ("0.0", false), ("0.49", false), ("0.499", false), ("0.5", true), ("0.9", true),
            ("1", true), ("1.0", true), ("0", false),
        ] {
            let google = answer(.recaptchaV3, yes(.recaptchaV3, ["score": score]))
            #expect(google == (isGood ? .accepted : .doubtful), "\(score)")
        }
        for (score, isGood) in [("0.0", true), ("0.8", true), ("0.81", false), ("1.0", false)] {
            let risk = answer(.hcaptcha, yes(.hcaptcha, ["score": score]), bound: 80)
            #expect(risk == (isGood ? .accepted : .doubtful), "\(score)")
        }
        #expect(answer(.hcaptcha, yes(.hcaptcha), bound: 80) == .unavailable(.answer))
        #expect(answer(.hcaptcha, yes(.hcaptcha, ["score": "1.0"])) == .accepted)
        for (score, isGood) in [
            ("1e0", true), ("9.0E-1", true), ("1e-05", false), ("4.99e-1", false),
        ] {
            let said = answer(.recaptchaV3, yes(.recaptchaV3, ["score": score]))
            #expect(said == (isGood ? .accepted : .doubtful), "\(score)")
        }
        for hundredths in 0...100 {
            let score = hundredths == 100 ? "1.00" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
            let said = answer(.recaptchaV3, yes(.recaptchaV3, ["score": score]), bound: hundredths)
            #expect(said == .accepted, "\(score)")
        }
        #expect(answer(.hcaptcha, yes(.hcaptcha, ["score": "0.805"]), bound: 80) == .doubtful)
        for score in ["-0.1", "-0.0", "1.1", "1e1", "1e999", "\"0.9\"", "null", "99"] {
            let said = answer(.recaptchaV3, yes(.recaptchaV3, ["score": score]))
            #expect(said == .unavailable(.answer), "\(score)")
        }
    }

    @Test(arguments: [
        ("missing-input-secret", CaptchaAnswer.unavailable(.keys)),
        ("invalid-input-secret", .unavailable(.keys)),
        ("sitekey-secret-mismatch", .unavailable(.keys)),
        ("invalid-sitekey", .unavailable(.keys)), ("bad-request", .unavailable(.answer)),
        ("internal-error", .unavailable(.failure)), ("missing-input-response", .refused(.invalid)),
        ("invalid-input-response", .refused(.invalid)),
        ("timeout-or-duplicate", .refused(.replayed)),
        ("expired-input-response", .refused(.expired)),
        ("already-seen-response", .refused(.replayed)),
        ("invalid-or-already-seen-response", .refused(.replayed)),
        ("not-using-dummy-passcode", .refused(.invalid)),
        ("a-code-of-tomorrow", .refused(.invalid)),
    ])
    func `each code means what is documented, an unknown one a refusal`(
        code: String, expected: CaptchaAnswer
    ) {
        for provider in [CaptchaProvider.recaptchaV2, .recaptchaV3, .hcaptcha, .turnstile] {
            let said = #"{"success":false,"error-codes":["\#(code)"]}"#
            #expect(answer(provider, said) == expected)
        }
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `too many questions or a failure say nothing of the token, whatever they are called`(
        provider: CaptchaProvider
    ) {
        for (status, expected) in [
            (429, CaptchaAnswer.unavailable(.failure)), (503, .unavailable(.failure)),
            (200, .refused(.invalid)),
        ] {
            let said =
                provider == .friendlyCaptcha
                ? #"{"success":false,"error":{"error_code":"rate-limited"}}"#
                : #"{"success":false,"error-codes":["rate-limited"]}"#
            #expect(answer(provider, said, status: status) == expected, "\(status)")
        }
        let spent =
            provider == .friendlyCaptcha
            ? #"{"success":false,"error":{"error_code":"response_duplicate"}}"#
            : #"{"success":false,"error-codes":["timeout-or-duplicate"]}"#
        #expect(answer(provider, spent, status: 429) == .refused(.replayed))
    }

    @Test(arguments: [
        ("auth_required", 401, CaptchaAnswer.unavailable(.keys)),
        ("auth_invalid", 401, .unavailable(.keys)), ("sitekey_invalid", 400, .unavailable(.keys)),
        ("response_missing", 400, .refused(.invalid)), ("bad_request", 400, .unavailable(.answer)),
        ("response_invalid", 200, .refused(.invalid)),
        ("response_timeout", 200, .refused(.expired)),
        ("response_duplicate", 200, .refused(.replayed)), ("of_tomorrow", 200, .refused(.invalid)),
    ])
    func `so do those of Friendly Captcha, with their statuses`(
        code: String, status: Int, expected: CaptchaAnswer
    ) {
        let said = #"{"success":false,"error":{"error_code":"\#(code)","detail":"…"}}"#
        #expect(answer(.friendlyCaptcha, said, status: status) == expected)
    }

    @Test func `of several codes the gravest counts`() {
        func meaning(_ codes: String...) -> CaptchaAnswer { CaptchaReply.meaning(of: codes) }
        #expect(meaning("invalid-input-response", "invalid-input-secret") == .unavailable(.keys))
        #expect(meaning("invalid-input-response", "timeout-or-duplicate") == .refused(.replayed))
        #expect(meaning() == .refused(.invalid))
    }

    @Test(arguments: [
        "", "{", "null", "[]", "true", "<!doctype html><p>503", #"{"success":false}"#,
        #"{"success":false,"error-codes":"internal-error"}"#,
        #"{"success":false,"error-codes":[1]}"#, #"{"success":true,"success":false}"#,
        #"{"success":true}{"success":true}"#, "\u{FEFF}{\"success\":true}",
    ])
    func `what is no answer refuses nobody and accepts nobody`(body: String) {
        for provider in CaptchaProvider.allCases {
            #expect(answer(provider, body) == .unavailable(.answer), "\(provider)")
            #expect(answer(provider, body, status: 200) == .unavailable(.answer))
        }
        #expect(answer(.turnstile, "<h1>502", status: 502) == .unavailable(.failure))
        let huge = "{\"success\":true,\"a\":\"" + String(repeating: "a", count: 70_000) + "\"}"
        #expect(answer(.turnstile, huge) == .unavailable(.answer))
    }

    @Test func `every form has an action of its own, in letters that all providers take`() {
        let one = CaptchaQuestion.action(for: FormID(high: 0x0123_4567_89AB_CDEF, low: 0))
        #expect(one == "abcdefghijklmnop" + String(repeating: "a", count: 16))
        let actions = (0..<1_000).map { CaptchaQuestion.action(for: FormID(high: 7, low: $0)) }
        #expect(Set(actions).count == 1_000)
        #expect(actions.allSatisfy { $0.utf8.count == 32 })
    }
}

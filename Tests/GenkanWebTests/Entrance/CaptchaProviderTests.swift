import GenkanTesting
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage
@testable import GenkanWeb

/// A form that asks a provider: what the page carries, and what is asked and remembered. The real way to a
/// provider, and its protocol, are in `Tests/EndToEnd/test_captcha_providers.py`.
@Suite struct CaptchaProviderTests {
    /// Answers as it is told, and remembers what it was asked.
    private final class Asked: CaptchaAsking {
        let provider: CaptchaProvider
        let siteKey = "site-key"
        let host: String
        let tellsAddress: Bool
        private let state: Mutex<(answers: [CaptchaAnswer], questions: [CaptchaQuestion])>
        private let gate: AsyncStream<Void>?

        init(
            _ provider: CaptchaProvider = .turnstile, _ answers: [CaptchaAnswer] = [],
            tellsAddress: Bool = false, host: String = "localhost",
            gate: AsyncStream<Void>? = nil
        ) {
            self.host = host
            self.provider = provider
            self.tellsAddress = tellsAddress
            self.gate = gate
            state = Mutex((answers, []))
        }

        var questions: [CaptchaQuestion] { state.withLock { $0.questions } }

        func answer(to question: CaptchaQuestion) async -> CaptchaAnswer {
            let answer = state.withLock { state in
                state.questions.append(question)
                return state.answers.isEmpty ? .accepted : state.answers.removeFirst()
            }
            if let gate { for await _ in gate { break } }
            return answer
        }
    }

    private func post(
        _ house: EntranceHouse, _ token: String?, id: String? = nil, name: String = "Vera"
    ) async throws -> Exchange {
        try await house.post(
            [("name", name), ("email", "vera@example.test"), ("_language", "en")]
                + (token.map { [("cf-turnstile-response", $0)] } ?? [])
                + (id.map { [("_submission", $0)] } ?? []))
    }

    private func held(_ house: EntranceHouse) async throws -> [String] {
        try await house.storage.staff.readers.read { connection in
            try connection.all("SELECT coalesce(held, '') FROM submissions") {
                try $0[0] as String
            }.sorted()
        }
    }

    private func run(
        _ asked: Asked, _ body: @Sendable (EntranceHouse) async throws -> Void
    ) async throws {
        let form = try Form.contact().asking(asked.provider)
        try await EntranceHouse.run(
            [form], providers: CaptchaProviders([asked], ownHost: "Forms.Example.JP"), body)
    }

    @Test func `each answer becomes what it means`() async throws {
        let asked = Asked(
            .turnstile,
            [
                .accepted, .doubtful, .unavailable(.time), .unproven, .refused(.invalid),
                .refused(.elsewhere), .refused(.foreign), .refused(.expired), .refused(.replayed),
            ])
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            for number in 1...4 {
                #expect(try await post(house, "token-\(number)", name: "\(number)").status == 303)
            }
            #expect(try await held(house) == ["", "doubtful", "unverified", "unverified"])
            for number in 5...9 {
                let answer = try await post(house, "token-\(number)", name: "kept \(number)")
                #expect(answer.status == 422 && answer.body.contains("kept \(number)"))
            }
            #expect(try await held(house).count == 4)
            #expect(asked.questions.count == 9)
            let form = try #require(house.entrance.forms["contact"])
            #expect(asked.questions[0].hosts == ["forms.example.jp", "www.example.jp"])
            #expect(asked.questions[0].action == CaptchaQuestion.action(for: form.id))
            #expect(asked.questions[0].address == nil)
        }
    }

    @Test func `a token that ran out while a slow body came is held, not refused`() async throws {
        let asked = Asked(
            .turnstile,
            [.refused(.expired), .refused(.replayed), .refused(.invalid)]
                + [.refused(.elsewhere), .refused(.foreign), .refused(.expired)])
        let form = try Form.contact().asking(.turnstile)
        try await EntranceHouse.run(
            [form], withoutProof: 3, providers: CaptchaProviders([asked]), tokenPatience: .zero
        ) { (house: EntranceHouse) async throws -> Void in
            let id = SubmissionName.fresh()
            for (number, status) in [303, 303, 303, 422, 422, 429].enumerated() {
                let answer = try await post(
                    house, "token-\(number)", id: number == 0 ? id : nil, name: "\(number)")
                #expect(answer.status == status, "\(number)")
            }
            #expect(try await held(house) == ["unverified", "unverified", "unverified"])
            // What is stored already is told so, though nothing more is taken.
            let again = try await post(house, "token-0", id: id, name: "0")
            #expect(again.status == 303)
        }
    }

    @Test func `a retry is asked about once, and a token lets one submission through`() async throws
    {
        let asked = Asked(.turnstile, [.accepted, .doubtful])
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            let id = SubmissionName.fresh(), other = SubmissionName.fresh()
            let first = try await post(house, "token", id: id)
            let again = try await post(house, "token", id: id)
            #expect(first.status == 303 && first["location"] == again["location"])
            // The answer is remembered; the mark in the store says that it was used.
            #expect(try await post(house, "token", id: other, name: "Wanda").status == 422)
            #expect(asked.questions.count == 1)
            let doubtful = try await post(house, "another", id: other, name: "Wanda")
            let repeated = try await post(house, "another", id: other, name: "Wanda")
            #expect(doubtful.status == 303 && doubtful["location"] == repeated["location"])
            #expect(asked.questions.count == 2)
            #expect(try await held(house) == ["", "doubtful"])
        }
    }

    @Test func `who was called a replay after a restart gets the receipt of before`() async throws {
        let asked = Asked(.turnstile, [.unavailable(.time), .refused(.replayed)])
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            let id = SubmissionName.fresh()
            let first = try await post(house, "token", id: id)
            let again = try await post(house, "token", id: id)
            #expect(first.status == 303 && first["location"] == again["location"])
            #expect(asked.questions.count == 2)
            #expect(try await held(house) == ["unverified"])
        }
    }

    @Test func `a double click is one question, one submission and one receipt`() async throws {
        let (gate, opening) = AsyncStream.makeStream(of: Void.self)
        let asked = Asked(.turnstile, [.accepted], gate: gate)
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            let id = SubmissionName.fresh()
            async let one = post(house, "token", id: id)
            async let two = post(house, "token", id: id)
            // The second comes while the first is asked about: the gate opens when both are in.
            while asked.questions.isEmpty { await Task.yield() }
            opening.finish()
            let answers = try await [one, two]
            #expect(answers.map(\.status) == [303, 303])
            #expect(answers[0]["location"] == answers[1]["location"])
            #expect(asked.questions.count == 1)
            #expect(try await held(house) == [""])
        }
    }

    @Test(arguments: ["", " ", "a b", "tökên", "a\u{0}b", String(repeating: "a", count: 2_049)])
    func `what is no token is not asked about`(token: String) async throws {
        let asked = Asked()
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            let answer = try await post(house, token)
            #expect(answer.status == (token.isEmpty ? 303 : 422))
            #expect(asked.questions.isEmpty)
            #expect(try await held(house) == (token.isEmpty ? ["without-token"] : []))
        }
    }

    @Test func `the visitor's address is told where the house says so`() async throws {
        let asked = Asked(tellsAddress: true)
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            _ = try await post(house, "token")
            #expect(asked.questions.first?.address?.isLoopback == true)
        }
    }

    @Test func `one subscriber has only so many asked`() async throws {
        let asked = Asked()
        let form = try Form.contact().asking(.turnstile)
        let providers = CaptchaProviders([asked], rate: RequestRate(burst: 2, perSecond: 0.001))
        try await EntranceHouse.run([form], providers: providers) {
            (house: EntranceHouse) async throws -> Void in
            for number in 1...2 {
                #expect(try await post(house, "token-\(number)", name: "\(number)").status == 303)
            }
            #expect(try await post(house, "token-3", name: "3").status == 429)
            #expect(asked.questions.count == 2)
        }
    }

    @Test func `a form whose provider has lost its keys holds, and shows no widget`() async throws {
        let form = try Form.contact().asking(.turnstile)
        try await EntranceHouse.run([form]) { (house: EntranceHouse) async throws -> Void in
            #expect(try await post(house, "token").status == 303)
            #expect(try await held(house) == ["unverified"])
            #expect(try await !house.get("/f/contact").body.contains("entrance-widget"))
            #expect(try await house.get("/f/contact/challenge").status == 404)
        }
    }

    @Test func `a widget asks where the house asks`() async throws {
        let asked = Asked(.friendlyCaptcha, host: "eu.frcapi.com")
        try await run(asked) { (house: EntranceHouse) async throws -> Void in
            let page = try await house.get("/f/contact")
            #expect(page.body.contains(#"data-api-endpoint="eu""#))
            let policy = try #require(page["content-security-policy"])
            #expect(policy.contains("https://eu.frcapi.com") && !policy.contains("//global."))
            let challenge = try await house.get("/f/contact/challenge")
            #expect(challenge.body.contains(#","endpoint":"eu","provider":"friendly-captcha","#))
        }
        for other in [Asked(.friendlyCaptcha), Asked(.turnstile, host: "eu.frcapi.com")] {
            try await run(other) { (house: EntranceHouse) async throws -> Void in
                #expect(try await !house.get("/f/contact").body.contains("data-api-endpoint"))
            }
        }
    }

    @Test(arguments: CaptchaProvider.allCases)
    func `the page carries the widget, and its policy the provider's hosts alone`(
        provider: CaptchaProvider
    ) async throws {
        let hosts: [CaptchaProvider: String] = [
            .recaptchaV2: "https://www.google.com/recaptcha/",
            .recaptchaV3: "https://www.google.com/recaptcha/", .hcaptcha: "https://hcaptcha.com",
            .turnstile: "https://challenges.cloudflare.com",
            .friendlyCaptcha: "https://cdn.jsdelivr.net/npm/@friendlycaptcha/",
        ]
        try await run(Asked(provider)) { (house: EntranceHouse) async throws -> Void in
            let form = try #require(house.entrance.forms["contact"])
            let action = CaptchaQuestion.action(for: form.id)
            let page = try await house.get("/f/contact?lang=en")
            #expect(page.body.contains(#"data-sitekey="site-key""#))
            #expect(page.body.contains("data-action=\"\(action)\""))
            #expect(!page.body.contains("/captcha.js"))
            let policy = try #require(page["content-security-policy"])
            let host = try #require(hosts[provider])
            #expect(policy.contains("script-src 'self' \(host)"), "\(policy)")
            #expect(!policy.contains("unsafe") && !policy.contains("*;") && !policy.contains(" * "))
            #expect(page.body.contains("recaptcha.js") == (provider == .recaptchaV3))
            let challenge = try await house.get("/f/contact/challenge")
            #expect(
                challenge.body
                    == #"{"action":"\#(action)","provider":"\#(provider.rawValue)","siteKey":"site-key"}"#
            )
        }
    }
}

extension Form {
    /// The same form with another CAPTCHA.
    fileprivate func asking(_ provider: CaptchaProvider) throws -> Form {
        Form(
            name: name, title: title, introduction: introduction, submitLabel: submitLabel,
            fields: fields, statuses: statuses,
            allowedOrigins: [try #require(Origin("https://www.example.jp"))], thanks: thanks,
            captcha: try #require(CaptchaChoice(rawValue: provider.rawValue)),
            withoutToken: withoutToken, answerWithinHours: answerWithinHours, zone: zone)
    }
}

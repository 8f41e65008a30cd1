import Genkan
import Testing

@testable import GenkanOutbound

@Suite struct CaptchaRequestTests {
    private func request(
        _ provider: CaptchaProvider, tellsAddress: Bool = false, token: String = "tö ken+&="
    ) throws -> CaptchaRequest {
        let address = try #require(ProviderAddress(provider.standardAddress))
        let question = CaptchaQuestion(
            token: token, hosts: [], action: "a", address: ClientAddress("192.0.2.1"))
        let terms = CaptchaService.Terms(
            provider: provider, siteKey: "site-key", secret: { "" }, address: address,
            tellsAddress: tellsAddress)
        return CaptchaRequest(question, on: terms, secret: "a secret")
    }

    private func fields(_ request: CaptchaRequest) -> [String: String] {
        let pairs = String(decoding: request.body, as: UTF8.self).split(separator: "&").map {
            $0.split(separator: "=", maxSplits: 1).map(String.init)
        }
        return Dictionary(pairs.map { ($0[0], $0[1]) }) { first, _ in first }
    }

    @Test func `each provider gets the fields it documents, and no other`() throws {
        let expected: [CaptchaProvider: Set<String>] = [
            .recaptchaV2: ["secret", "response"], .recaptchaV3: ["secret", "response"],
            .hcaptcha: ["secret", "response", "sitekey"],
            .turnstile: ["secret", "response", "idempotency_key"],
            .friendlyCaptcha: ["response", "sitekey"],
        ]
        for provider in CaptchaProvider.allCases {
            let request = try request(provider)
            #expect(Set(fields(request).keys) == expected[provider], "\(provider)")
            #expect(fields(request)["response"] == "t%C3%B6%20ken%2B%26%3D")
            #expect(request.headers.map(\.0) == (provider == .friendlyCaptcha ? ["X-API-Key"] : []))
            let told = try fields(self.request(provider, tellsAddress: true))["remoteip"]
            #expect(told == (provider == .friendlyCaptcha ? nil : "192.0.2.1"))
        }
    }

    @Test func `every question to Turnstile has a key of its own, a UUID of version 4`() throws {
        let keys = try (0..<100).map { _ in try fields(request(.turnstile))["idempotency_key"] ?? ""
        }
        #expect(Set(keys).count == 100)
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/
        #expect(keys.allSatisfy { $0.wholeMatch(of: form) != nil })
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Whose pages may carry the form, and what everybody else is told.
@Suite struct SenderOriginTests {
    private static let allowed = "Origin: https://www.example.jp"

    @Test func `the hosted form, an allowed website and a program may post`() async throws {
        try await EntranceHouse.run { house in
            for header in [[], ["Origin: https://\(TestCertificate.host)"], [Self.allowed]] {
                let answer = try await house.post(SubmitFormTests.vera, header)
                #expect(answer.status == 303, "\(header)")
            }
        }
    }

    @Test(arguments: [
        "https://www.example.jp.evil.test", "https://evil-www.example.jp", "https://example.jp",
        "http://www.example.jp", "https://www.example.jp:444", "https://www.example.jp/",
        "https://www.example.jp evil", "null", "", "https://forms.example.test:8443",
    ])
    func `an origin that only looks like an allowed one is refused and the text kept`(
        origin: String
    ) async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.post(
                SubmitFormTests.vera + [("_language", "ja")], ["Origin: \(origin)"])
            #expect(answer.status == 403)
            #expect(answer.body.contains(#"value="山田 花子""#))
            #expect(answer.body.contains(#"action="/f/contact""#))
            #expect(answer.body.contains("このサイトを管理している方へ"))
            #expect(answer["access-control-allow-origin"] == nil)
        }
    }

    @Test func `the owner of the website is told which line to add`() async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.post(
                [("name", "x")], ["Origin: https://new.example.jp", "Accept-Language: en"])
            #expect(answer.body.contains("allowed_origins:\n  - https://new.example.jp"))
            let json = try await house.post(
                [("name", "x")], ["Origin: https://new.example.jp", "Accept: application/json"])
            #expect(json.status == 403 && json.body.contains("origin-not-allowed"))
        }
    }

    @Test func `a hosted form in a browser that hides its origin is ours by its token`()
        async throws
    {
        try await EntranceHouse.run { house in
            let page = try await house.get("/f/contact")
            let mark = #"name="_token" value=""#
            let start = try #require(page.body.firstRange(of: mark)).upperBound
            let token = String(page.body[start...].prefix { $0 != "\"" })
            let ours = try await house.post(
                SubmitFormTests.vera + [("_token", token)], ["Origin: null"])
            #expect(ours.status == 303)
            let forged = try await house.post(
                SubmitFormTests.vera + [("_token", String(token.reversed()))], ["Origin: null"])
            #expect(forged.status == 403)
            // Another website's server could have fetched the token.
            let foreign = try await house.post(
                SubmitFormTests.vera + [("_token", token)],
                ["Origin: null", "Sec-Fetch-Site: cross-site"])
            #expect(foreign.status == 403)
            let said = try await house.post(
                SubmitFormTests.vera, ["Origin: null", "Sec-Fetch-Site: same-origin"])
            #expect(said.status == 303)
        }
    }

    @Test func `a preflight is answered for the allowed origin exactly, without credentials`()
        async throws
    {
        try await EntranceHouse.run { house in
            let asked = [
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: content-type",
            ]
            let yes = try await house.send("OPTIONS", "/f/contact", [Self.allowed] + asked, "")
            #expect(yes.status == 204)
            #expect(yes["access-control-allow-origin"] == "https://www.example.jp")
            #expect(yes["access-control-allow-methods"] == "POST")
            #expect(yes["access-control-allow-headers"] == "Content-Type, Idempotency-Key")
            #expect(yes["access-control-allow-credentials"] == nil)
            #expect(yes["vary"]?.contains("Origin") == true)
            let no = try await house.send(
                "OPTIONS", "/f/contact", ["Origin: https://evil.test"] + asked, "")
            #expect(no["access-control-allow-origin"] == nil)
            #expect(no["access-control-allow-methods"] == nil)
        }
    }

    @Test func `an allowed website's script reads receipts and problems`() async throws {
        try await EntranceHouse.run { house in
            for (body, status) in [
                (#"{"name":"Vera","email":"v@example.test"}"#, 201), (#"{"name":""}"#, 422),
            ] {
                let answer = try await house.send(
                    "POST", "/f/contact", ["Content-Type: application/json", Self.allowed], body)
                #expect(answer.status == status)
                #expect(answer["access-control-allow-origin"] == "https://www.example.jp")
            }
        }
    }

    @Test func `a challenge goes to the house and to allowed websites, uncached`() async throws {
        try await EntranceHouse.run { house in
            let own = try await house.get("/f/contact/challenge")
            #expect(own.status == 200 && own["cache-control"] == "no-store")
            #expect(own["content-type"] == "application/json")
            #expect(own["access-control-allow-origin"] == nil)
            let other = try await house.get("/f/contact/challenge", [Self.allowed])
            #expect(other["access-control-allow-origin"] == "https://www.example.jp")
            #expect(other["access-control-expose-headers"] == "Date" && other["date"] != nil)
            let foreign = try await house.get(
                "/f/contact/challenge", ["Origin: https://evil.test"])
            #expect(foreign.status == 403)
        }
        try await EntranceHouse.run([.contact(captcha: .none)]) { house in
            let challenge = try await house.get("/f/contact/challenge")
            #expect(challenge.status == 404)
            let page = try await house.get("/f/contact").body
            #expect(!page.contains("captcha.js"))
        }
    }
}

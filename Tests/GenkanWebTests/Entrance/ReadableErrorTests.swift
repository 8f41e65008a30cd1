import GenkanTesting
import Testing

@testable import GenkanWeb

/// A website that may post to a form reads why its post was refused, whoever refused it.
@Suite struct ReadableErrorTests {
    private static let website = "https://www.example.jp"
    private static let json = ["Content-Type: application/json", "Origin: \(website)"]

    private func expectReadable(_ answer: Exchange, _ code: String) {
        #expect(answer["access-control-allow-origin"] == Self.website)
        #expect(answer["access-control-expose-headers"]?.contains("Retry-After") == true)
        #expect(answer["access-control-allow-credentials"] == nil)
        #expect(answer["cross-origin-resource-policy"] == "cross-origin")
        #expect(answer["vary"]?.contains("Origin") == true)
        #expect(answer["content-type"] == "application/problem+json")
        #expect(answer.body.contains(#""code":"\#(code)""#), "\(answer.body)")
    }

    @Test func `a body that is too large by its head is refused readably`() async throws {
        try await EntranceHouse.run(adjust: { $0.limits.bodyBytes = 2_000 }) { house in
            let body = #"{"name":"\#(String(repeating: "a", count: 3_000))"}"#
            let answer = try await house.send("POST", "/f/contact", Self.json, body)
            #expect(answer.status == 413)
            expectReadable(answer, "too-large")
        }
    }

    @Test func `too many requests are refused readably, with the time to wait`() async throws {
        try await EntranceHouse.run(
            adjust: { $0.limits.requests = RequestRate(burst: 1, perSecond: 0.001) }
        ) { house in
            #expect(try await house.get("/f/contact").status == 200)
            let answer = try await house.send("POST", "/f/contact", Self.json, "{}")
            #expect(answer.status == 429 && answer["retry-after"] != nil)
            expectReadable(answer, "too-many")
        }
    }

    @Test func `a method that the form does not have is refused readably`() async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.send("PUT", "/f/contact", Self.json, "{}")
            #expect(answer.status == 405)
            expectReadable(answer, "method-not-allowed")
        }
    }

    /// Neither `Accept` nor the type of the body says JSON; a page could not read where a browser is led.
    @Test func `a script that sends a form reads what is refused before the form is asked`()
        async throws
    {
        let script = [
            "Content-Type: application/x-www-form-urlencoded", "Origin: \(Self.website)",
            "Accept: */*", "Sec-Fetch-Mode: cors",
        ]
        try await EntranceHouse.run(adjust: { $0.limits.bodyBytes = 100 }) { house in
            let large = "name=" + String(repeating: "a", count: 200)
            expectReadable(try await house.send("POST", "/f/contact", script, large), "too-large")
            expectReadable(
                try await house.send("PUT", "/f/contact", script, "a"), "method-not-allowed")
        }
    }

    @Test(arguments: ["gzip", "br", "identity, gzip"])
    func `a packed body is refused`(coding: String) async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.send(
                "POST", "/f/contact", Self.json + ["Content-Encoding: \(coding)"],
                #"{"name":"Vera"}"#)
            #expect(answer.status == 415)
            expectReadable(answer, "media-type-unsupported")
            let plain = try await house.send(
                "POST", "/f/contact", Self.json + ["Content-Encoding: identity"], "{}")
            #expect(plain.status == 422)
        }
    }

    @Test func `other websites and other addresses stay closed`() async throws {
        try await EntranceHouse.run(adjust: { $0.limits.bodyBytes = 10 }) { house in
            let foreign = ["Content-Type: application/json", "Origin: https://evil.test"]
            for (path, headers, status) in [
                ("/f/contact", foreign, 413), ("/f/nothing", Self.json, 413),
                ("/desk/sign-in", Self.json, 413), ("/f", Self.json, 413),
            ] {
                let answer = try await house.send("POST", path, headers, #"{"name":"Vera"}"#)
                #expect(answer.status == status)
                #expect(answer["access-control-allow-origin"] == nil, "\(path)")
            }
            let unknown = try await house.get("/f/nothing", Self.json)
            #expect(unknown.status == 404)
            #expect(unknown["access-control-allow-origin"] == nil)
        }
    }
}

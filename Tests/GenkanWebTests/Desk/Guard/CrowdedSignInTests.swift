import Genkan
import GenkanStorage
import GenkanTesting
import Proofs
import Testing

@testable import GenkanWeb

/// The sign-in page while passwords queue up.
@Suite struct CrowdedSignInTests {
    @Test func `the widget is there when it is crowded, and only then`() async throws {
        try await GuardHouse.run { house in
            let calm = try await house.browser(at: "192.0.2.1").get("/desk/sign-in")
            #expect(!calm.body.contains("captcha.js") && !calm.body.contains("noscript"))
            #expect(calm["content-security-policy"]?.contains("blob:") == false)
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                let busy = try await house.browser(at: "192.0.2.1").get("/desk/sign-in")
                #expect(busy.status == 200)
                #expect(busy.body.contains("<script src=\"/captcha.js\""))
                #expect(busy.body.contains("JavaScript is needed"))
                let policy = try #require(busy["content-security-policy"])
                #expect(policy.contains("worker-src 'self' blob:"))
                #expect(policy.contains("trusted-types genkan-captcha"))
            }
        }
    }

    @Test func `who did not prove is told what to do, and the name stays`() async throws {
        try await GuardHouse.run { house in
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                let fields = ["name": "anna", "password": TestHouse.annasPassword]
                let answer = try await house.browser(at: "192.0.2.1").post("/desk/sign-in", fields)
                #expect(answer.status == 429)
                #expect(answer["retry-after"] == "60")
                #expect(answer["set-cookie"] == nil)
                #expect(answer.body.contains("value=\"anna\""))
                #expect(!answer.body.contains(TestHouse.annasPassword))
                #expect(answer.body.contains("type your password again"))
                #expect(answer.body.contains("<script src=\"/captcha.js\""))
                let japanese = house.browser(at: "192.0.2.2")
                japanese.language = "ja"
                let page = try await japanese.post("/desk/sign-in", fields)
                #expect(page.body.contains("試行が多くなっています"))
                #expect(page.body.contains("1分ほどおいて"))
            }
        }
    }

    @Test func `a solved challenge of the page leads in, once`() async throws {
        try await GuardHouse.run { house in
            let fields = try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                let answer = try await house.browser(at: "192.0.2.1").get("/desk/sign-in/challenge")
                #expect(answer.status == 200)
                #expect(answer["content-type"] == "application/json")
                #expect(answer["cache-control"] == "no-store")
                #expect(answer["access-control-allow-origin"] == nil)
                let proof = try #require(try AltchaSolver.solve(challenge: answer.body))
                return ["name": "anna", "password": TestHouse.annasPassword, "altcha": proof]
            }
            // Sent when the crowd has gone, it counts all the same, and is used up while there is one.
            let first = try await house.browser(at: "192.0.2.1").post("/desk/sign-in", fields)
            #expect(first["location"] == "/desk/sign-in/second-factor")
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, 4)
                let again = try await house.browser(at: "192.0.2.1").post("/desk/sign-in", fields)
                #expect(again.status == 429)
            }
        }
    }

    @Test func `a full line says when to come back`() async throws {
        try await GuardHouse.run { house in
            try await HeldScrypt.run(house.house.storage.staff) { held in
                try await held.fill(.unknown, SignInLane.unknown.capacity)
                let answer = try await house.browser(at: "192.0.2.1").post(
                    "/desk/sign-in",
                    ["name": "anna", "password": "x", "altcha": try house.proof()])
                #expect(answer.status == 429)
                #expect(answer["retry-after"] == "15")
                #expect(answer.body.contains("in about 15 seconds"))
            }
        }
    }
}

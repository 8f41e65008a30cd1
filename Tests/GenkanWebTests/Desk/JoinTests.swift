import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct JoinTests {
    private static let often = RequestRate(burst: 50, perSecond: 1)

    @Test func `opening and typing the code use nothing up`() async throws {
        try await DeskHouse.run { house in
            let slip = try await house.invite("carol", try await house.annasBrowser())
            for _ in 0..<3 {
                let page = try await house.browser().post("/desk/join", ["code": slip.code])
                #expect(page.status == 200 && page.body.contains("Welcome, carol"))
                #expect(page.body.contains("Staff"))
                #expect(page["cache-control"] == "no-store")
            }
            let joined = try await house.join(slip.code, as: "carol", house.browser())
            #expect(joined.body.contains("Almost there"))
        }
    }

    @Test func `an unknown code says nothing, a right one what has become of it`() async throws {
        try await DeskHouse.run(signInRate: Self.often) { house in
            let annas = try await house.annasBrowser()
            let used = try await house.invite("carol", annas)
            let over = try await house.invite("dora", annas)
            let gone = try await house.invite("erik", annas)
            _ = try await house.join(used.code, as: "carol", house.browser())
            let csrf = try await annas.get("/desk/people").field("csrf")
            let row = try #require(
                try await annas.get("/desk/people").body.firstMatch(
                    of:
                        /invitations\/([0-9a-f-]{36})\/withdraw"[^>]*>[^<]*<input[^>]*><button[^>]*erik/
                )
            ).1
            _ = try await annas.post("/desk/people/invitations/\(row)/withdraw", ["csrf": csrf])
            house.clock.advance(by: Invitee.lifetime)
            for (code, word) in [
                ("2345-6789-ACEF-HJKM", "No invitation has this code"), ("", "No invitation"),
                ("<b>", "No invitation"), (used.code, "has been used"), (over.code, "72 hours"),
                (gone.code, "was withdrawn"),
            ] {
                let page = try await house.browser().post("/desk/join", ["code": code])
                #expect(page.status == 422 && page.body.contains(word), "\(word)")
                #expect(code.isEmpty || !page.body.contains(code), "\(code)")
            }
        }
    }

    @Test func `guesses are slowed down`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            for _ in 0..<5 {
                #expect(try await browser.post("/desk/join", ["code": "x"]).status == 422)
            }
            let answer = try await browser.post("/desk/join/accept", ["code": "x"])
            #expect(answer.status == 429 && answer["retry-after"] != nil)
        }
    }

    @Test func `a weak, a differing and a forgotten password, and a wrong first code, each say so`()
        async throws
    {
        try await DeskHouse.run(signInRate: Self.often) { house in
            let slip = try await house.invite("carol", try await house.annasBrowser())
            let browser = house.browser()
            let page = try await browser.post("/desk/join", ["code": slip.code])
            try house.authenticators.scan(page, of: "carol")
            let good = DeskHouse.carolsPassword
            let code = try house.authenticators.code(of: "carol")
            for (password, again, first, word) in [
                ("short", "short", code, "password-problem"),
                ("carol carol carol carol", "carol carol carol carol", code, "password-problem"),
                (good, good + "x", code, "differ"), (good, "", code, "differ"),
                ("", "", code, "password-problem"), (good, good, "000000", "first-problem"),
                (good, good, "", "first-problem"),
            ] {
                let draft = try page.field("draft")
                let answer = try await browser.post(
                    "/desk/join/accept",
                    [
                        "code": slip.code, "draft": draft, "password": password, "again": again,
                        "first": first,
                    ])
                #expect(answer.status == 422, "\(word)")
                #expect(answer.body.contains(word), "\(word)")
                // The same QR code, and nothing of the passwords.
                #expect(try answer.body.contains(seed(page)), "\(word)")
                #expect(!answer.body.contains(good))
            }
            let done = try await browser.post(
                "/desk/join/accept",
                [
                    "code": slip.code, "draft": try page.field("draft"), "password": good,
                    "again": good, "first": code,
                ])
            #expect(done.status == 200 && done.body.contains("Almost there"))
        }
    }

    private func seed(_ page: Exchange) throws -> String {
        String(try #require(page.body.firstMatch(of: /translate="no">([A-Z2-7 ]+)</)?.1))
    }

    @Test func `a second factor of another page begins anew`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let slip = try await house.invite("carol", annas)
            let other = try await house.invite("dora", annas)
            let browser = house.browser()
            let foreign = try await browser.post("/desk/join", ["code": other.code]).field("draft")
            let good = DeskHouse.carolsPassword
            for draft in ["", "00", foreign] {
                let answer = try await browser.post(
                    "/desk/join/accept",
                    ["code": slip.code, "draft": draft, "password": good, "again": good])
                #expect(answer.status == 200 && answer.body.contains("Welcome, carol"))
            }
            #expect(
                try await house.browser().post("/desk/join", ["code": slip.code]).status == 200)
        }
    }

    @Test func `another site cannot make anybody join`() async throws {
        try await DeskHouse.run { house in
            let slip = try await house.invite("carol", try await house.annasBrowser())
            let browser = house.browser()
            browser.sentences = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
            for path in ["/desk/join", "/desk/join/accept"] {
                #expect(try await browser.post(path, ["code": slip.code]).status == 403)
            }
        }
    }

    @Test func `a forgotten password: a new one, and the old one signs nobody in`() async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let page = try await annas.get("/desk/people/\(house.ben.id)")
            #expect(page.body.contains("Password forgotten"))
            let invited = try await house.post(
                "invite", ["forms": house.form.id.description], about: house.ben.id, annas)
            let code = try DeskHouse.code(on: invited)
            let joined = try await house.join(code, as: "ben", house.browser())
            #expect(joined.status == 200)
            // Everything stays as it was until an administrator confirms.
            #expect(try await bens.get("/desk/profile").status == 200)
            let confirmed = try await house.confirm(code, annas)
            #expect(confirmed["location"]?.hasSuffix("?done=renewed") == true)
            let thrown = try await bens.get("/desk/forms")
            #expect(thrown["location"]?.hasPrefix("/desk/sign-in") == true)
            let old = house.browser()
            let answer = try await old.post(
                "/desk/sign-in", ["name": "ben", "password": TestHouse.bensPassword])
            #expect(answer["location"] == "/desk/sign-in/code")
            try await old.signIn("ben", DeskHouse.carolsPassword)
            #expect(try await old.get("/desk/forms/contact/board").status == 200)
        }
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct SecondFactorTests {
    private func passwordGiven(_ house: DeskHouse) async throws -> DeskBrowser {
        let browser = house.browser()
        let answer = try await browser.post(
            "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
        try #require(answer.status == 303)
        return browser
    }

    @Test
    func `who has none sets one up before anything else, and no password alone opens the desk`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await passwordGiven(house)
            for path in ["/desk", "/desk/forms/contact/board", "/desk/second-factor"] {
                #expect(
                    try await browser.get(path)["location"]?.hasPrefix("/desk/sign-in") == true)
            }
            let page = try await browser.get("/desk/sign-in/second-factor")
            #expect(page.body.contains("<svg class=\"qr\""))
            try house.authenticators.scan(page, of: "anna")
            let draft = try page.field("draft")
            let wrong = try await browser.post(
                "/desk/sign-in/second-factor", ["draft": draft, "code": "12345"])
            #expect(wrong.status == 422)
            // The same code is shown again, so that nobody scans twice.
            let path = page.body.firstMatch(of: /<path d="([^"]+)"/)?.1
            #expect(wrong.body.firstMatch(of: /<path d="([^"]+)"/)?.1 == path)
            let again = try wrong.field("draft")
            let code = try house.authenticators.code(of: "anna")
            let codes = try await browser.post(
                "/desk/sign-in/second-factor", ["draft": again, "code": code])
            try house.authenticators.keepCodes(codes, of: "anna")
            #expect(try await browser.get("/desk/forms").status == 200)
            #expect(codes["cache-control"] == "no-store" && page["cache-control"] == "no-store")
        }
    }

    @Test func `a code counts once, in whichever browser it is typed again`() async throws {
        try await DeskHouse.run { house in
            _ = try await house.annasBrowser()
            let code = try house.authenticators.code(of: "anna")
            let first = try await passwordGiven(house), second = try await passwordGiven(house)
            #expect(try await first.post("/desk/sign-in/code", ["code": code]).status == 303)
            #expect(try await second.post("/desk/sign-in/code", ["code": code]).status == 422)
            let paper = try #require(house.authenticators.paper(of: "anna").first)
            #expect(try await second.post("/desk/sign-in/code", ["code": paper]).status == 303)
            let third = try await passwordGiven(house)
            #expect(try await third.post("/desk/sign-in/code", ["code": paper]).status == 422)
        }
    }

    @Test func `the second page is over after five minutes and after five codes`() async throws {
        try await DeskHouse.run { house in
            _ = try await house.annasBrowser()
            let late = try await passwordGiven(house)
            house.clock.advance(by: .seconds(300))
            let code = try house.authenticators.code(of: "anna")
            let answer = try await late.post("/desk/sign-in/code", ["code": code])
            #expect(answer["location"] == "/desk/sign-in?again=refused")
            let guessing = try await passwordGiven(house)
            for _ in 0..<4 {
                #expect(
                    try await guessing.post("/desk/sign-in/code", ["code": "1"]).status == 422)
            }
            let fifth = try await guessing.post("/desk/sign-in/code", ["code": "1"])
            #expect(fifth["location"] == "/desk/sign-in?again=refused")
        }
    }

    @Test func `new backup codes take the place of the old, another phone that of both`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let old = house.authenticators.paper(of: "anna")
            let page = try await browser.get("/desk/second-factor")
            #expect(page.body.contains("10 of 10 are left"))
            let csrf = try page.field("csrf")
            let codes = try await browser.post("/desk/second-factor/codes", ["csrf": csrf])
            try house.authenticators.keepCodes(codes, of: "anna")
            let paper = house.authenticators.paper(of: "anna")
            #expect(Set(old).isDisjoint(with: paper))
            let next = try await passwordGiven(house)
            #expect(try await next.post("/desk/sign-in/code", ["code": old[0]]).status == 422)
            #expect(try await next.post("/desk/sign-in/code", ["code": paper[0]]).status == 303)

            try house.authenticators.scan(page, of: "anna")
            let replaced = try await browser.post(
                "/desk/second-factor",
                [
                    "csrf": csrf, "draft": page.field("draft"),
                    "code": house.authenticators.code(of: "anna"),
                ])
            try house.authenticators.keepCodes(replaced, of: "anna")
            let last = try await passwordGiven(house)
            #expect(try await last.post("/desk/sign-in/code", ["code": paper[1]]).status == 422)
            let code = try house.authenticators.code(of: "anna")
            #expect(try await last.post("/desk/sign-in/code", ["code": code]).status == 303)
            let kinds = try await house.storage.audit.newest(30).map(\.kind)
            #expect(kinds.count { $0 == .secondFactorSet } == 2)
            #expect(kinds.contains(.backupCodesRenewed))
        }
    }

    @Test func `another person's page of a set-up is worth nothing`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let ben = try await house.bensBrowser()
            let page = try await ben.get("/desk/second-factor")
            try house.authenticators.scan(page, of: "mallory")
            let csrf = try await anna.get("/desk/second-factor").field("csrf")
            let answer = try await anna.post(
                "/desk/second-factor",
                [
                    "csrf": csrf, "draft": page.field("draft"),
                    "code": house.authenticators.code(of: "mallory"),
                ])
            #expect(answer["location"] == "/desk/second-factor")
        }
    }
}

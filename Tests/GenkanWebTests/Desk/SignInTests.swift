import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct SignInTests {
    @Test func `the right password leads to the board`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            let answer = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            #expect(answer.status == 303)
            #expect(answer["location"] == "/desk")
            #expect(try await browser.get("/desk").status == 303)
            #expect(try await browser.get("/desk/forms/contact/board").status == 200)
        }
    }

    @Test func `an unknown name and a wrong password are answered alike`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            let wrong = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": "not the password"])
            let unknown = try await browser.post(
                "/desk/sign-in", ["name": "nobody", "password": "not the password"])
            #expect(wrong.status == 422 && unknown.status == 422)
            let same = unknown.body.replacing("value=\"nobody\"", with: "value=\"anna\"")
            #expect(wrong.body == same)
            #expect(wrong["set-cookie"] == nil)
        }
    }

    @Test(arguments: [
        "x", "eA", String(repeating: "A", count: 43), String(repeating: "A", count: 128),
    ])
    func `a cookie that is no session leads to the sign-in`(token: String) async throws {
        try await DeskHouse.run { house in
            let lines = [
                "GET /desk/forms HTTP/1.1", "Host: \(TestCertificate.host)",
                "Cookie: __Host-genkan=\(token)",
            ]
            let answer = try await Exchange.send(
                lines.joined(separator: "\n") + "\n\n", to: house.server)
            #expect(answer.status == 303)
            #expect(answer["location"]?.hasPrefix("/desk/sign-in") == true)
        }
    }

    @Test func `signing out is written into the audit trail`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let csrf = try await browser.get("/desk/forms/contact/board").field("csrf")
            #expect(try await browser.post("/desk/sign-out", ["csrf": csrf]).status == 303)
            let event = try #require(try await house.storage.audit.newest(1).first)
            #expect(event.kind == .signedOut)
            #expect(event.actor == .person(house.anna.id))
        }
    }

    @Test func `a refusal keeps the name and never the password`() async throws {
        try await DeskHouse.run { house in
            let answer = try await house.browser().post(
                "/desk/sign-in", ["name": "ann\"><i>", "password": "s3cret<b>typed"])
            #expect(answer.body.contains("value=\"ann&quot;&gt;&lt;i&gt;\""))
            #expect(!answer.body.contains("s3cret"))
            #expect(answer.body.contains("do not go together"))
        }
    }

    @Test func `the cookie is for this host, for requests of its own pages, and for no script`()
        async throws
    {
        try await DeskHouse.run { house in
            let answer = try await house.browser().post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            let session = answer.headers.first { $0.name == "set-cookie" }?.value
            let parts = try #require(session).split(separator: "; ")
            #expect(parts[0].hasPrefix("__Host-genkan="))
            #expect(Set(parts.dropFirst()) == ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"])
        }
    }

    @Test func `every sign-in hands out a new token and ends the former`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let former = browser.copied()
            try await browser.signIn("anna", TestHouse.annasPassword)
            #expect(browser.cookies != former.cookies)
            #expect(try await former.get("/desk/forms").status == 303)
            #expect(try await browser.get("/desk/forms").status == 200)
        }
    }

    @Test func `after signing out the old cookie opens nothing`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let stolen = browser.copied()
            let page = try await browser.get("/desk/forms")
            let answer = try await browser.post("/desk/sign-out", ["csrf": page.field("csrf")])
            #expect(answer.status == 303)
            #expect(answer["clear-site-data"] == #""cache", "storage""#)
            #expect(browser.cookies["__Host-genkan"] == nil)
            let replayed = try await stolen.get("/desk/forms/contact/board")
            #expect(replayed.status == 303)
            #expect(replayed["location"]?.hasPrefix("/desk/sign-in") == true)
        }
    }

    @Test func `a session ends after half an hour without a request`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            house.clock.advance(by: .seconds(29 * 60))
            #expect(try await browser.get("/desk/forms").status == 200)
            house.clock.advance(by: .seconds(31 * 60))
            let answer = try await browser.get("/desk/forms")
            #expect(answer["location"] == "/desk/sign-in?return=/desk/forms&over=idle")
            let page = try await browser.get("/desk/sign-in?return=/desk/forms&over=idle")
            #expect(page.body.contains("nothing happened for a while"))
        }
    }

    @Test func `a session ends after twelve hours, however busy it was`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for _ in 0..<28 {
                house.clock.advance(by: .seconds(25 * 60))
                #expect(try await browser.get("/desk/forms").status == 200)
            }
            house.clock.advance(by: .seconds(25 * 60))
            #expect(try await browser.get("/desk/forms").status == 303)
        }
    }

    @Test func `too many tries are slowed down, in words and with a time`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            for _ in 0..<5 {
                let answer = try await browser.post(
                    "/desk/sign-in", ["name": "anna", "password": "x"])
                #expect(answer.status == 422)
            }
            let answer = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            #expect(answer.status == 429)
            #expect(answer["retry-after"] != nil)
            #expect(answer.body.contains("Too many attempts"))
        }
    }

    @Test func `who was on the way to a page comes there, and nowhere else`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            let asked = try await browser.get("/desk/forms/contact/board")
            #expect(asked["location"] == "/desk/sign-in?return=/desk/forms/contact/board")
            let there = try await browser.post(
                "/desk/sign-in",
                [
                    "name": "anna", "password": TestHouse.annasPassword,
                    "return": "/desk/forms/contact/board",
                ])
            #expect(there["location"] == "/desk/forms/contact/board")
            let elsewhere = try await browser.post(
                "/desk/sign-in",
                [
                    "name": "anna", "password": TestHouse.annasPassword,
                    "return": "//evil.example/desk",
                ])
            #expect(elsewhere["location"] == "/desk")
        }
    }

    @Test func `the language switch works before anybody is signed in`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            #expect(try await browser.get("/desk/sign-in").body.contains("Sign in to Genkan"))
            let answer = try await browser.post(
                "/desk/language", ["language": "ja", "return": "/desk/sign-in"])
            #expect(answer["location"] == "/desk/sign-in")
            let page = try await browser.get("/desk/sign-in")
            #expect(page.body.contains("<html lang=\"ja\">"))
            #expect(page.body.contains("Genkan にサインイン"))
        }
    }
}

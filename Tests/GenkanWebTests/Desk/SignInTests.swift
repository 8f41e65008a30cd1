import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct SignInTests {
    @Test func `a right password and a right code lead to the board`() async throws {
        try await DeskHouse.run { house in
            _ = try await house.annasBrowser()
            let browser = house.browser()
            let answer = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            #expect(answer.status == 303)
            #expect(answer["location"] == "/desk/sign-in/code")
            #expect(try await browser.get("/desk/forms").status == 303)
            #expect(try await browser.get("/desk/sign-in/code").status == 200)
            let code = try house.authenticators.code(of: "anna")
            let opened = try await browser.post("/desk/sign-in/code", ["code": code])
            #expect(opened["location"] == "/desk")
            #expect(try await browser.get("/desk/forms/contact/board").status == 200)
            // The pending sign-in is gone; what stays names the device.
            #expect(browser.cookies.keys.sorted() == ["__Host-genkan", DeviceCookie.name])
        }
    }

    @Test func `an unknown name, a wrong password and a wrong code are answered alike`()
        async throws
    {
        try await DeskHouse.run { house in
            _ = try await house.annasBrowser()
            var answers: [[String]] = []
            for (name, password) in [
                ("anna", TestHouse.annasPassword), ("anna", "not the password"),
                ("nobody", "not the password"),
            ] {
                let browser = house.browser()
                let first = try await browser.post(
                    "/desk/sign-in", ["name": name, "password": password])
                let page = try await browser.get("/desk/sign-in/code")
                var told = ["\(first.status)", first["location"] ?? "", first.body, page.body]
                told.append("\(first["set-cookie"]?.utf8.count ?? 0)")
                for _ in 0..<5 {
                    let refused = try await browser.post("/desk/sign-in/code", ["code": "000000"])
                    told += ["\(refused.status)", refused["location"] ?? "", refused.body]
                }
                answers.append(told)
                #expect(browser.cookies.isEmpty)
            }
            #expect(answers[0] == answers[1] && answers[1] == answers[2])
            #expect(answers[0].suffix(3).first == "303")
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
            let long = "s3cret<b>typed" + String(repeating: "x", count: 1_024)
            let answer = try await house.browser().post(
                "/desk/sign-in", ["name": "ann\"><i>", "password": long])
            #expect(answer.status == 422)
            #expect(answer.body.contains("value=\"ann&quot;&gt;&lt;i&gt;\""))
            #expect(!answer.body.contains("s3cret"))
            #expect(answer.body.contains("Type your name and your password."))
        }
    }

    @Test func `the cookie is for this host, for requests of its own pages, and for no script`()
        async throws
    {
        try await DeskHouse.run { house in
            let attributes = ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]
            let browser = house.browser()
            let first = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            let pending = try #require(first["set-cookie"]).split(separator: "; ")
            #expect(pending[0].hasPrefix("__Host-genkan-pending="))
            #expect(Set(pending.dropFirst().map(String.init)) == Set(attributes + ["Max-Age=300"]))
            let answer = try await browser.signIn("anna", TestHouse.annasPassword)
            let cookies = answer.headers.filter { $0.name == "set-cookie" }.map(\.value)
            let session = try #require(cookies.first { $0.hasPrefix("__Host-genkan=") })
            let parts = session.split(separator: "; ").dropFirst().map(String.init)
            #expect(Set(parts) == Set(attributes))
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
            #expect(browser.cookies.keys.sorted() == [DeviceCookie.name])
            let replayed = try await stolen.get("/desk/forms/contact/board")
            #expect(replayed.status == 303)
            #expect(replayed["location"]?.hasPrefix("/desk/sign-in") == true)
        }
    }

    @Test func `a session ends after an hour without a request`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            house.clock.advance(by: .seconds(9 * 60))
            #expect(try await browser.get("/desk/forms").status == 200)
            house.clock.advance(by: .seconds(61 * 60))
            let answer = try await browser.get("/desk/forms")
            #expect(answer["location"] == "/desk/sign-in?return=/desk/forms&over=idle")
            #expect(answer["clear-site-data"] == #""cache", "storage""#)
            let page = try await browser.get("/desk/sign-in?return=/desk/forms&over=idle")
            #expect(page.body.contains("nothing happened for a while"))
        }
    }

    @Test func `too many tries are slowed down, in words and with a time`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            for _ in 0..<5 {
                let answer = try await browser.post(
                    "/desk/sign-in", ["name": "anna", "password": "x"])
                #expect(answer.status == 303)
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
            _ = try await house.annasBrowser()
            let there = try await browser.signIn(
                "anna", TestHouse.annasPassword, ["return": "/desk/forms/contact/board"])
            #expect(there["location"] == "/desk/forms/contact/board")
            let elsewhere = try await browser.signIn(
                "anna", TestHouse.annasPassword, ["return": "//evil.example/desk"])
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

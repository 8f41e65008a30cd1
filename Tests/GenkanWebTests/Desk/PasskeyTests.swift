import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Passkeys over HTTP, with an authenticator in software.
@Suite struct PasskeyTests {
    @Test func `a passkey is added with the password and signs in without one`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let passkey = try await house.registered(browser)
            let list = try await browser.get("/desk/passkeys?done=added")
            #expect(list.body.contains("blue key") && list.body.contains("signs in by itself"))
            #expect(list.body.contains("The passkey was added."))
            let other = house.browser()
            let options = try await other.get("/desk/sign-in/passkey")
            #expect(options["content-type"] == "application/json")
            let fields = try passkey.asserted(options.body)
                .adding("return", "/desk/forms/contact/board")
            let opened = try await other.post("/desk/sign-in/passkey", fields)
            #expect(opened["location"] == "/desk/forms/contact/board")
            #expect(try await other.get("/desk/forms/contact/board").status == 200)
            // It was given a moment ago: what matters may be done.
            #expect(try await other.get("/desk/passkeys").status == 200)
        }
    }

    @Test func `without a pseudo-random function it is a second factor and no more`() async throws {
        try await DeskHouse.run { house in
            let passkey = try await house.registered(
                try await house.annasBrowser(), hasOutput: false)
            let alone = house.browser()
            let options = try await alone.get("/desk/sign-in/passkey")
            let refused = try await alone.post(
                "/desk/sign-in/passkey", passkey.asserted(options.body))
            #expect(refused.status == 422)
            let browser = try await house.passwordGiven()
            let second = try await browser.get("/desk/sign-in/code/passkey")
            #expect(!second.body.contains("prf") && second.body.contains(#""allowCredentials":[]"#))
            let opened = try await browser.post(
                "/desk/sign-in/code/passkey", passkey.asserted(second.body, hasOutput: false))
            #expect(opened["location"] == "/desk")
            #expect(try await browser.get("/desk/forms").status == 200)
        }
    }

    @Test func `the second page and what it asks for are the same whether a name is known or not`()
        async throws
    {
        try await DeskHouse.run { house in
            _ = try await house.registered(try await house.annasBrowser())
            var pages: Set<String> = [], shapes: Set<String> = []
            for (name, password) in [
                ("anna", TestHouse.annasPassword), ("anna", "wrong"), ("nobody", "wrong"),
            ] {
                let browser = house.browser()
                _ = try await browser.post("/desk/sign-in", ["name": name, "password": password])
                pages.insert(try await browser.get("/desk/sign-in/code").body)
                let options = try await browser.get("/desk/sign-in/code/passkey").body
                shapes.insert(
                    options.replacing(/"(ticket|challenge)":"[^"]+"/) { "\($0.1)" })
            }
            #expect(pages.count == 1 && shapes.count == 1, "\(shapes)")
            let nobody = try await house.browser().get("/desk/sign-in/code/passkey")
            #expect(nobody.body == #"{"problem":"late"}"#)
        }
    }

    @Test
    func `it is given again in the place of the password, at the lock and before what matters`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            #expect(!(try await house.lockPage(browser)).body.contains("/desk/again/passkey"))
            let page = try await browser.get("/desk/lock")
            _ = try await browser.post(
                "/desk/again",
                ["csrf": page.field("csrf"), "password": TestHouse.annasPassword])
            let passkey = try await house.registered(browser)
            let locked = try await house.lockPage(browser)
            #expect(locked.body.contains(#"action="/desk/again/passkey""#))
            let options = try await browser.get("/desk/again/passkey")
            #expect(options.body.contains(SoftPasskey.text(passkey.id)))
            let csrf = try locked.field("csrf")
            let wrong = try await browser.post(
                "/desk/again/passkey",
                passkey.asserted(options.body, hasOutput: false).adding("csrf", csrf))
            #expect(wrong.status == 422 && wrong.body.contains("The passkey did not work"))
            let again = try await browser.get("/desk/again/passkey")
            let right = try await browser.post(
                "/desk/again/passkey",
                passkey.asserted(again.body).adding("csrf", csrf)
                    .adding("return", "/desk/forms/contact/board"))
            #expect(right["location"] == "/desk/forms/contact/board")
            #expect(try await browser.get("/desk/forms/contact/board").status == 200)
        }
    }

    @Test func `a copy is refused, and its owner sees that there is one`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let passkey = try await house.registered(browser)
            let other = house.browser()
            passkey.counter = 9
            let first = try await other.get("/desk/sign-in/passkey")
            #expect(
                try await other.post("/desk/sign-in/passkey", passkey.asserted(first.body)).status
                    == 303)
            passkey.counter = 8
            let copy = house.browser()
            let second = try await copy.get("/desk/sign-in/passkey")
            let refused = try await copy.post(
                "/desk/sign-in/passkey", passkey.asserted(second.body, rises: false))
            #expect(refused.status == 422 && refused.body.contains("The passkey did not work"))
            #expect(try await browser.get("/desk/passkeys").body.contains("A copy of this passkey"))
            let kinds = try await house.kinds()
            #expect(kinds.contains(.passkeyCloned))
        }
    }

    @Test func `one's own is renamed and removed, and a stranger's id is none`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            _ = try await house.registered(browser)
            let page = try await browser.get("/desk/passkeys")
            let fields = ["csrf": try page.field("csrf"), "passkey": try page.field("passkey")]
            let unnamed = try await browser.post(
                "/desk/passkeys/rename", fields.adding("name", " "))
            #expect(unnamed["location"] == "/desk/passkeys?problem=unnamed")
            let renamed = try await browser.post(
                "/desk/passkeys/rename", fields.adding("name", "phone <b>"))
            #expect(renamed["location"] == "/desk/passkeys?done=renamed")
            #expect(try await browser.get("/desk/passkeys").body.contains("phone &lt;b&gt;"))
            let ben = try await house.bensBrowser()
            let csrf = try await ben.get("/desk/passkeys").field("csrf")
            let foreign = try await ben.post("/desk/passkeys/remove", fields.adding("csrf", csrf))
            #expect(foreign["location"] == "/desk/passkeys?problem=gone")
            let removed = try await browser.post("/desk/passkeys/remove", fields)
            #expect(removed["location"] == "/desk/passkeys?done=removed")
            #expect(try await browser.get("/desk/passkeys").body.contains("You have none yet."))
        }
    }

    @Test func `only the pages that need it may ask for passkeys`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            func permission(_ path: String, _ browser: DeskBrowser) async throws -> [Bool] {
                let policy = try await browser.get(path)["permissions-policy"] ?? ""
                return [
                    policy.contains("publickey-credentials-get=(self)"),
                    policy.contains("publickey-credentials-create=(self)"),
                ]
            }
            #expect(try await permission("/desk/passkeys", browser) == [true, true])
            let door = try await house.passwordGiven()
            #expect(try await permission("/desk/sign-in", door) == [true, false])
            #expect(try await permission("/desk/sign-in/code", door) == [true, false])
            for path in ["/desk", "/desk/again", "/desk/sessions", "/desk/forms/contact/board"] {
                #expect(try await permission(path, browser) == [false, false], "\(path)")
            }
        }
    }
}

extension DeskHouse {
    /// A browser in which anna has given her password.
    func passwordGiven() async throws -> DeskBrowser {
        let browser = browser()
        let answer = try await browser.post(
            "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
        try #require(answer.status == 303)
        return browser
    }

    /// A passkey of whoever is signed in (anna), registered.
    func registered(
        _ browser: DeskBrowser, hasOutput: Bool = true
    ) async throws -> SoftPasskey {
        let passkey = try SoftPasskey()
        let csrf = try await browser.get("/desk/passkeys").field("csrf")
        let own = ["csrf": csrf, "password": TestHouse.annasPassword, "name": "blue key"]
        let options = try await browser.post("/desk/passkeys/options", own)
        let fields = try passkey.made(options.body, hasOutput: hasOutput).merging(own) { $1 }
        let answer = try await browser.post("/desk/passkeys", fields)
        try #require(
            answer["location"] == "/desk/passkeys?done=added",
            "\(answer["location"] ?? answer.body)")
        return passkey
    }

    /// The page at which a browser stands after its screen was locked.
    func lockPage(_ browser: DeskBrowser) async throws -> Exchange {
        let csrf = try await browser.get("/desk/forms").field("csrf")
        _ = try await browser.post("/desk/lock", ["csrf": csrf])
        return try await browser.get("/desk/lock")
    }

    /// What the trail tells of, newest first.
    func kinds() async throws -> [AuditKind] {
        try await storage.audit.newest(1_000).map(\.kind)
    }
}

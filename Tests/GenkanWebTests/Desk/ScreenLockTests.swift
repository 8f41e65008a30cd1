import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// The screen lock and asking again: flags in the session's seal that the server keeps.
@Suite struct ScreenLockTests {
    private static let board = "/desk/forms/contact/board"

    private func csrf(_ browser: DeskBrowser) async throws -> String {
        try await browser.get("/desk/forms").field("csrf")
    }

    @Test func `what nobody touches for ten minutes locks, and the password opens it where it was`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let old = browser.copied()
            house.clock.advance(by: .seconds(600))
            let answer = try await browser.get(Self.board)
            #expect(answer["location"] == "/desk/lock?return=\(Self.board)")
            let page = try await browser.get("/desk/lock?return=\(Self.board)")
            #expect(page.body.contains("The screen is locked") && page.body.contains("anna"))
            #expect(!page.body.contains("Contact"))
            let fields = ["csrf": try page.field("csrf"), "return": try page.field("return")]
            let wrong = try await browser.post("/desk/again", fields.adding("password", "x"))
            #expect(wrong.status == 422 && wrong.body.contains("not your password"))
            #expect(try await browser.get(Self.board).status == 303)
            let right = try await browser.post(
                "/desk/again", fields.adding("password", TestHouse.annasPassword))
            #expect(right["location"] == Self.board)
            #expect(browser.cookies != old.cookies)
            #expect(try await browser.get(Self.board).status == 200)
            // The token of before stands for nothing any more.
            let replayed = try await old.get(Self.board)
            #expect(replayed["location"] == "/desk/sign-in?return=\(Self.board)&over=lost")
        }
    }

    @Test func `the ten minutes begin with the last use, however soon it came after another`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            // The row of the session says so once a minute; the server knows all the same.
            for _ in 1...2 {
                house.clock.advance(by: .seconds(25))
                #expect(try await browser.get(Self.board).status == 200)
            }
            house.clock.advance(by: .seconds(599))
            #expect(try await browser.get(Self.board).status == 200)
            house.clock.advance(by: .seconds(600))
            #expect(try await browser.get(Self.board).status == 303)
        }
    }

    @Test func `sending nothing is told as that and costs no try`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let again = ["csrf": try await csrf(browser), "password": ""]
            let change = [
                "csrf": try await csrf(browser), "old": "",
                "password": "six words nobody guessed yet",
                "again": "six words nobody guessed yet",
            ]
            for _ in 0..<10 {
                for (path, fields) in [("/desk/again", again), ("/desk/password", change)] {
                    let answer = try await browser.post(path, fields)
                    #expect(answer.status == 422 && answer.body.contains("Type your password."))
                    #expect(path == "/desk/again" || answer.isAbout("old"))
                }
            }
            let right = again.adding("password", TestHouse.annasPassword)
            #expect(try await browser.post("/desk/again", right).status == 303)
        }
    }

    @Test func `a tab that was open before goes on working after the screen was unlocked`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            _ = try await browser.post("/desk/lock", ["csrf": token])
            let page = try await browser.get("/desk/lock")
            _ = try await browser.post(
                "/desk/again",
                ["csrf": page.field("csrf"), "password": TestHouse.annasPassword])
            let answer = try await browser.post("/desk/lock", ["csrf": token])
            #expect(answer["location"] == "/desk/lock")
        }
    }

    @Test func `locking by hand hides every route and lets nothing through but the password`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            let locked = try await browser.post(
                "/desk/lock", ["csrf": token, "return": Self.board])
            #expect(locked["location"] == "/desk/lock?return=\(Self.board)")
            for path in ["/desk", "/desk/forms", Self.board, "/desk/sessions"] {
                #expect(try await browser.get(path)["location"]?.hasPrefix("/desk/lock") == true)
            }
            let state = try await browser.get("/desk/session")
            #expect(state.body == #"{"session":"locked"}"#)
            let out = try await browser.post("/desk/sign-out", ["csrf": token])
            #expect(out["location"] == "/desk/sign-in?ended=yes")
            #expect(try await browser.get("/desk/session").body == #"{"session":"over"}"#)
        }
    }

    @Test func `asking for the state keeps nobody's screen open, saying that one reads does`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            house.clock.advance(by: .seconds(500))
            #expect(try await browser.get("/desk/session").body == #"{"session":"open"}"#)
            house.clock.advance(by: .seconds(50))
            #expect(try await browser.post("/desk/session", ["csrf": token]).status == 204)
            house.clock.advance(by: .seconds(590))
            #expect(try await browser.get("/desk/session").body == #"{"session":"open"}"#)
            house.clock.advance(by: .seconds(10))
            #expect(try await browser.get("/desk/session").body == #"{"session":"locked"}"#)
        }
    }

    @Test func `a download asks for the password again unless it was given a moment ago`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let path = "/desk/forms/contact/export.csv"
            #expect(try await browser.get(path).status == 200)
            for _ in 0..<2 {
                house.clock.advance(by: .seconds(300))
                _ = try await browser.get("/desk/forms")
            }
            let asked = try await browser.get(path)
            #expect(asked["location"] == "/desk/again?return=\(path)")
            let page = try await browser.get("/desk/again?return=\(path)")
            let given = try await browser.post(
                "/desk/again",
                [
                    "csrf": page.field("csrf"), "return": path,
                    "password": TestHouse.annasPassword,
                ])
            #expect(given.status == 200 && given.body.contains("url=\(path)"))
            #expect(try await browser.get(path).status == 200)
            let events = try await house.storage.audit.newest(20).map(\.kind)
            #expect(events.contains(.credentialGiven))
        }
    }

    @Test(
        arguments: [
            ("/desk/networks/allow", "/desk/networks"),
            ("/desk/passkeys/remove", "/desk/passkeys"),
            ("/desk/second-factor/codes", "/desk/second-factor"),
            ("/desk/forms/contact/access/grant", "/desk/forms/contact/access"),
        ])
    func `the page of a change is come back to after the password was asked for`(
        change: String, page: String
    ) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            for _ in 0..<2 {
                house.clock.advance(by: .seconds(300))
                _ = try await browser.get("/desk/forms")
            }
            let asked = try await browser.post(change, ["csrf": token])
            #expect(asked["location"] == "/desk/again?return=\(page)&unsaved=yes")
        }
    }

    @Test
    func `who guesses at a locked screen is slowed down, by password and by passkey together`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            let guess = ["csrf": token, "password": "guess"], key = ["csrf": token, "id": "AAAA"]
            for number in 0..<5 {
                let answer =
                    try await number.isMultiple(of: 2)
                    ? browser.post("/desk/again", guess) : browser.post("/desk/again/passkey", key)
                #expect(answer.status == 422)
            }
            for (path, fields) in [
                ("/desk/again", guess.adding("password", TestHouse.annasPassword)),
                ("/desk/again/passkey", key),
            ] {
                let answer = try await browser.post(path, fields)
                #expect(answer.status == 429 && answer["retry-after"] != nil, "\(path)")
            }
        }
    }

    /// What asks for the credential stands outside the table of rights: whoever is signed in may, nobody
    /// else, and only from our own page.
    @Test(arguments: ["/desk/again", "/desk/again/passkey"])
    func `the credential is taken from nobody but who is signed in, on a page of ours`(
        path: String
    ) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let token = try await csrf(browser)
            let right = ["csrf": token, "password": TestHouse.annasPassword]
            for wrong in [nil, "", String(token.dropLast()) + "!", String(token.reversed())] {
                var fields = right
                fields["csrf"] = wrong
                let answer = try await browser.post(path, fields)
                #expect(answer.status == 403 && answer["set-cookie"] == nil, "\(wrong ?? "none")")
            }
            let stranger = try await house.browser().post(path, right)
            #expect(stranger["location"]?.hasPrefix("/desk/sign-in") == true)
            let idle = try await house.annasBrowser(), ended = idle.copied()
            _ = try await idle.post("/desk/sign-out", ["csrf": try await idle.csrf()])
            #expect(try await ended.post(path, right)["location"]?.contains("over=lost") == true)
            let ben = try await house.bensBrowser()
            let bens = ["csrf": try await ben.csrf(), "password": TestHouse.bensPassword]
            let anna = try await house.annasBrowser()
            #expect(try await house.post("leave", [:], about: house.ben.id, anna).status == 303)
            #expect(try await ben.post(path, bens)["location"]?.contains("sign-in") == true)
            house.clock.advance(by: .seconds(12 * 3_600))
            #expect(try await browser.post(path, right)["location"]?.contains("over=") == true)
        }
    }
}

extension [String: String] {
    func adding(_ key: String, _ value: String) -> [String: String] {
        merging([key: value]) { $1 }
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct OwnSessionsTests {
    @Test func `one's own sessions are listed with device and place, and ended one by one`()
        async throws
    {
        try await DeskHouse.run { house in
            let here = try await house.annasBrowser()
            let there = house.browser()
            there.sentences.append("User-Agent: Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
            try await there.signIn("anna", TestHouse.annasPassword)
            let bens = try await house.bensBrowser()
            let page = try await here.get("/desk/sessions")
            #expect(page.body.contains("Firefox · Windows") && page.body.contains("127.0.0.1"))
            #expect(page.body.matches(of: /class="row"/).count == 2)
            let csrf = try page.field("csrf")
            let ended = try await here.post(
                "/desk/sessions/end", ["csrf": csrf, "session": page.field("session")])
            #expect(ended["location"] == "/desk/sessions?ended=1")
            let over = try await there.get("/desk/forms")
            #expect(over["location"] == "/desk/sign-in?return=/desk/forms&over=lost")
            #expect(over["clear-site-data"] == #""cache", "storage""#)
            #expect(try await here.get("/desk/forms").status == 200)
            #expect(try await bens.get("/desk/forms").status == 200)
        }
    }

    @Test func `nobody ends another person's session by its id`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            _ = try await house.annasBrowser()
            let ben = try await house.bensBrowser()
            let id = try await anna.get("/desk/sessions").field("session")
            let csrf = try await ben.get("/desk/forms").field("csrf")
            let answer = try await ben.post(
                "/desk/sessions/end", ["csrf": csrf, "session": id])
            #expect(answer["location"] == "/desk/sessions?ended=0")
            #expect(try await anna.get("/desk/sessions").body.matches(of: /class="row"/).count == 2)
        }
    }

    @Test func `a new token for the old session is no step up`() async throws {
        try await DeskHouse.run { house in
            let here = try await house.annasBrowser()
            _ = try await house.annasBrowser()
            house.clock.advance(by: .seconds(590))
            let csrf = try await here.get("/desk/sessions").field("csrf")
            _ = try await here.post("/desk/sessions/end-others", ["csrf": csrf])
            #expect(try await here.get("/desk/passkeys").status == 200)
            house.clock.advance(by: .seconds(20))
            let asked = try await here.get("/desk/passkeys")
            #expect(asked["location"]?.hasPrefix("/desk/again") == true)
        }
    }

    @Test func `every other session ends at once, and the trail says how many`() async throws {
        try await DeskHouse.run { house in
            let here = try await house.annasBrowser()
            let others = [try await house.annasBrowser(), try await house.annasBrowser()]
            let copied = here.copied()
            let csrf = try await here.get("/desk/sessions").field("csrf")
            let answer = try await here.post("/desk/sessions/end-others", ["csrf": csrf])
            #expect(answer["location"] == "/desk/sessions?ended=2")
            for other in others { #expect(try await other.get("/desk/forms").status == 303) }
            #expect(try await here.get("/desk/forms").status == 200)
            #expect(try await copied.get("/desk/forms").status == 303)
            let event = try #require(try await house.storage.audit.newest(1).first)
            #expect(event.kind == .sessionsEnded && event.details.contains(.number(.rows, 2)))
        }
    }
}

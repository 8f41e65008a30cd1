import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// From where the desk may be used. Everybody is at 127.0.0.1 unless a proxy says otherwise.
@Suite struct NetworksTests {
    private static let office = "203.0.113.0/24"

    private func close(_ role: Role, _ house: DeskHouse) async throws {
        try await change(.allow([#require(AddressRange(Self.office))]), role, house)
    }

    private func change(_ change: NetworkChange, _ role: Role, _ house: DeskHouse) async throws {
        _ = try await house.storage.networks.change(
            change, for: role, by: .command, now: house.clock.now)
    }

    @Test func `a session from elsewhere gets a page with its address, and is not ended`()
        async throws
    {
        try await DeskHouse.run { house in
            let ben = try await house.bensBrowser(), anna = try await house.annasBrowser()
            try await close(.staff, house)
            for path in ["/desk", "/desk/forms", "/desk/sign-in", "/desk/lock", "/desk/sessions"] {
                let page = try await ben.get(path)
                #expect(page.status == 403, "\(path)")
                #expect(page.body.contains("Not from here") && page.body.contains("127.0.0.1"))
                #expect(page["set-cookie"] == nil)
                #expect(HeaderSet().faults(in: page) == [])
            }
            #expect(try await anna.get("/desk/forms").status == 200)
            try await change(.everywhere, .staff, house)
            #expect(try await ben.get("/desk/forms").status == 200)
        }
    }

    @Test func `from elsewhere nothing is changed or read, but a session can be ended`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera Schatz"])
            let ben = try await house.bensBrowser()
            let board = try await ben.get("/desk/forms/contact/board")
            let card = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/))
            let csrf = try board.field("csrf")
            try await close(.staff, house)
            for path in ["forms/contact/board", "submissions/\(card.output.1)"] {
                #expect(try await !ben.get("/desk/\(path)").body.contains("Schatz"))
            }
            let move = try await ben.post(
                "/desk/submissions/\(card.output.1)/move",
                ["csrf": csrf, "version": "1", "form": "contact", "status": "done"])
            #expect(move.status == 403)
            #expect(try await ben.get("/desk/session").body.contains("locked"))
            let language = try await ben.post("/desk/language", ["language": "ja"])
            #expect(language.status == 303)
            let page = try await ben.get("/desk/forms")
            #expect(page.body.contains("この場所からは使えません"))
            let out = try await ben.post("/desk/sign-out", ["csrf": page.field("csrf")])
            #expect(out.status == 303 && ben.cookies["__Host-genkan"] == nil)
        }
    }

    @Test func `who signs in right from elsewhere is told so, and nobody else is`() async throws {
        try await DeskHouse.run { house in
            try await house.bensBrowser().signOutQuietly()
            try await close(.staff, house)
            let wrong = house.browser()
            _ = try await wrong.post("/desk/sign-in", ["name": "ben", "password": "wrong"])
            let refused = try await wrong.post("/desk/sign-in/code", ["code": "000000"])
            #expect(refused.status == 422)
            let right = house.browser()
            _ = try await right.post(
                "/desk/sign-in", ["name": "ben", "password": TestHouse.bensPassword])
            let guessed = try await right.post("/desk/sign-in/code", ["code": "000000"])
            #expect(guessed.status == 422 && !guessed.body.contains("127.0.0.1"))
            let page = try await right.post(
                "/desk/sign-in/code", ["code": house.authenticators.code(of: "ben")])
            #expect(page.status == 403 && page.body.contains("127.0.0.1"))
            #expect(right.cookies["__Host-genkan"] == nil)
        }
    }

    @Test func `an administrator adds and removes networks, and sees their own address`()
        async throws
    {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let page = try await anna.get("/desk/networks")
            #expect(page.body.contains("<code>127.0.0.1</code>"))
            let fields = [
                "csrf": try page.field("csrf"), "role": "staff", "network": " 203.0.113.9 /24 ",
            ]
            let added = try await anna.post("/desk/networks/allow", fields)
            #expect(added["location"] == "/desk/networks?done=allowed")
            let listed = try await anna.get("/desk/networks?done=allowed")
            #expect(listed.body.contains("<code>203.0.113.0/24</code>"))
            #expect(listed.body.contains("The network was added."))
            let again = try await anna.post("/desk/networks/allow", fields)
            #expect(again["location"] == "/desk/networks?done=listed")
            let removed = try await anna.post("/desk/networks/remove", fields)
            #expect(removed["location"] == "/desk/networks?done=removed")
            #expect(try await house.storage.networks.networks() == DeskNetworks())
        }
    }

    @Test func `what would lock the acting person out is refused and says so`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let csrf = try await anna.get("/desk/networks").field("csrf")
            func ask(_ verb: String, _ network: String) async throws -> Exchange {
                try await anna.post(
                    "/desk/networks/\(verb)",
                    ["csrf": csrf, "role": "administrator", "network": network])
            }
            let refused = try await ask("allow", Self.office)
            #expect(refused.status == 409)
            #expect(refused.body.contains("could not use the desk any more"))
            #expect(refused.body.contains("value=\"203.0.113.0/24\""))
            #expect(try await ask("allow", "127.0.0.0/8").status == 303)
            #expect(try await ask("allow", Self.office).status == 303)
            #expect(try await ask("remove", "127.0.0.0/8").status == 409)
            #expect(try await anna.get("/desk/networks").status == 200)
        }
    }

    @Test(arguments: ["", "10.0.0.0/33", "localhost", "203.0.113.0/24/1", "<script>"])
    func `what is no network is refused and kept in the field`(text: String) async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let csrf = try await anna.get("/desk/networks").field("csrf")
            let answer = try await anna.post(
                "/desk/networks/allow", ["csrf": csrf, "role": "staff", "network": text])
            #expect(answer.status == 422)
            #expect(answer.body.contains("That is not a network"))
            let kept = text.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            #expect(answer.body.contains("id=\"network-staff\" name=\"network\" value=\"\(kept)\""))
            #expect(try await house.storage.networks.networks() == DeskNetworks())
        }
    }

    @Test func `behind a trusted proxy the client's address counts, and nobody can make one up`()
        async throws
    {
        try await SiteHouse.run(adjust: {
            $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
        }) { house in
            let anna = DeskBrowser(house.server, house.authenticators)
            try await anna.signIn("anna", TestHouse.annasPassword)
            _ = try await house.storage.networks.change(
                .allow([#require(AddressRange(Self.office))]), for: .administrator, by: .command,
                now: house.clock.now)
            for (forwarded, status) in [
                ("203.0.113.9", 200), ("198.51.100.1", 403), ("203.0.113.9, 198.51.100.1", 403),
                ("198.51.100.1, 203.0.113.9", 200),
            ] {
                let answer = try await anna.send(
                    "GET", "/desk/forms", ["X-Forwarded-For: \(forwarded)"])
                #expect(answer.status == status, "\(forwarded)")
            }
        }
        try await SiteHouse.run { house in
            let anna = DeskBrowser(house.server, house.authenticators)
            try await anna.signIn("anna", TestHouse.annasPassword)
            _ = try await house.storage.networks.change(
                .allow([#require(AddressRange(Self.office))]), for: .administrator, by: .command,
                now: house.clock.now)
            let answer = try await anna.send(
                "GET", "/desk/forms", ["X-Forwarded-For: 203.0.113.9"])
            #expect(answer.status == 403 && answer.body.contains("127.0.0.1"))
        }
    }
}

extension DeskBrowser {
    /// Signs out, so that the next sign-in is a sign-in by a code.
    fileprivate func signOutQuietly() async throws {
        let csrf = try await get("/desk/sessions").field("csrf")
        _ = try await post("/desk/sign-out", ["csrf": csrf])
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Hummingbird
import Testing

@testable import GenkanWeb

/// The table is all there is, and what matters in it asks for the credential.
@Suite struct RightsMatrixRoutesTests {
    /// What answers without a session, or while its screen is locked.
    static let door: Set = [
        "GET /desk/sign-in", "POST /desk/sign-in", "GET /desk/sign-in/challenge",
        "GET /desk/sign-in/code", "POST /desk/sign-in/code",
        "GET /desk/sign-in/second-factor", "POST /desk/sign-in/second-factor",
        "GET /desk/sign-in/passkey", "POST /desk/sign-in/passkey",
        "GET /desk/sign-in/code/passkey", "POST /desk/sign-in/code/passkey",
        "GET /desk/again/passkey", "POST /desk/again/passkey",
        "GET /desk/join", "POST /desk/join", "POST /desk/join/accept",
        "GET /desk/recover", "POST /desk/recover",
        "GET /desk/lock", "GET /desk/again", "POST /desk/again", "GET /desk/session",
        "POST /desk/sign-out", "POST /desk/language",
    ]

    @Test func `every route of the desk is in the table, or is one of those at the door`()
        async throws
    {
        try await RightsHouse.run(.administrator) { rights in
            let house = rights.house
            let website = try Website(
                storage: house.storage, forms: FormBook([house.form]), proofs: house.proofs,
                now: { house.clock.now })
            let router = Router(context: GenkanRequestContext.self)
            website.add(to: router)
            let all = router.routes.map { "\($0.method.rawValue) \($0.path.description)" }
            let desk = all.filter { $0.hasSuffix(" /desk") || $0.contains(" /desk/") }
            let table = rights.routes.map { route in
                let path = route.path.isEmpty ? "" : "/" + route.path
                return "\(route.method.rawValue) /desk\(path)"
            }
            #expect(Set(desk) == Set(table).union(Self.door))
            #expect(desk.count == table.count + Self.door.count)
        }
    }

    /// How a change is kept from whoever finds a desk that was left open.
    private enum Proof {
        /// The credential must have been given a moment ago.
        case again
        /// The form carries the password itself.
        case password
        /// It needs none, for a reason.
        case open(because: String)

        /// What everybody at the board does all day, and can be undone or is seen by all.
        static let daily = Proof.open(because: "it is the daily work")
    }

    private static let proofs: [String: Proof] = [
        "forms/{form}/access/grant": .again,
        "forms/{form}/access/revoke": .again,
        "tasks/{person}/{form}/grant": .again,
        "tasks/{person}/{form}/decline": .again,
        "people/invite": .password,
        "people/invitations/{invitation}/confirm": .password,
        "people/invitations/{invitation}/withdraw": .again,
        "people/{person}/change": .password,
        "people/{person}/invite": .password,
        "people/{person}/sessions": .again,
        "people/{person}/leave": .password,
        "networks/allow": .again,
        "networks/remove": .again,
        "second-factor": .again,
        "second-factor/codes": .again,
        "passkeys": .again,
        "passkeys/options": .again,
        "passkeys/rename": .again,
        "passkeys/remove": .again,
        "password": .password,
        "forms/{form}/new": .daily,
        "submissions/{submission}/take": .daily,
        "submissions/{submission}/assign": .daily,
        "submissions/{submission}/move": .daily,
        "submissions/{submission}/spam": .daily,
        "submissions/{submission}/due": .daily,
        "submissions/{submission}/labels": .daily,
        "submissions/{submission}/notes": .daily,
        "submissions/{submission}/unread": .open(because: "what one has looked at is one's own"),
        "live/submissions/{submission}/typing": .open(because: "it only says that somebody writes"),
        "forms/{form}/cards/take": .daily,
        "forms/{form}/cards/assign": .daily,
        "forms/{form}/cards/move": .daily,
        "forms/{form}/cards/spam": .daily,
        "forms/{form}/cards/due": .daily,
        "forms/{form}/cards/labels": .daily,
        "forms/{form}/cards/delete": .again,
        "forms/{form}/delete": .again,
        "forms/{form}/undo": .daily,
        "forms/{form}/labels/make": .daily,
        "forms/{form}/labels/change": .daily,
        "forms/{form}/labels/remove": .daily,
        "forms/{form}/views/save": .open(because: "it is one's own"),
        "forms/{form}/views/forget": .open(because: "it is one's own"),
        "sessions/end": .open(because: "it ends what is one's own"),
        "sessions/end-others": .open(because: "it ends what is one's own"),
        "lock": .open(because: "it only takes away"),
        "session": .open(because: "it only says that somebody reads"),
        "profile": .open(because: "it chooses a language and a time zone"),
        "profile/keys": .open(because: "it chooses which keys do something"),
        "profile/mail": .open(because: "what is sent there has nothing of anybody in it"),
    ]

    @Test func `whatever matters asks for the credential again, or carries it`() async throws {
        try await RightsHouse.run(.administrator) { rights in
            let posts = rights.routes.filter { $0.method == .post }
            #expect(Set(posts.map(\.path)) == Set(Self.proofs.keys))
            for route in posts {
                guard case .again? = Self.proofs[route.path] else { continue }
                #expect(route.asksAgain, "\(route.path)")
            }
            let pages = rights.routes.filter { $0.method == .get && $0.asksAgain }.map(\.path)
            #expect(
                Set(pages).isSuperset(of: [
                    "forms/{form}/export.csv", "forms/{form}/access", "second-factor", "passkeys",
                    "networks",
                ]))
        }
    }

    @Test func `a form that carries the password does nothing without it`() async throws {
        try await RightsHouse.run(.administrator) { rights in
            let asks = try await rights.asks(), browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf(), before = try await rights.stored()
            for ask in asks where ask.route.method == .post {
                guard case .password? = Self.proofs[ask.route.path] else { continue }
                let field = ask.fields["old"] == nil ? "password" : "old"
                for password in [nil, "", "not carol's password"] {
                    let asked = ask.with(password, in: field)
                    let answer = try await browser.ask(asked, csrf: csrf)
                    let name = "\(ask.name) \(password ?? "without"): \(answer.status)"
                    #expect([422, 429].contains(answer.status), "\(name)")
                }
            }
            let after = try await rights.stored()
            #expect(after.changes(since: before) == [])
        }
    }
}

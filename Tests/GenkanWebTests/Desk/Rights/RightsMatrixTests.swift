import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// Every route of the desk for every role, on a form that was granted and on one that was not. Made
/// from the route table: a new route joins by itself, and what it is asked with must be known.
@Suite struct RightsMatrixTests {
    /// What comes last: what takes ben's grant away, what gives carol another password, the lock.
    private static func rank(_ route: DeskRoute) -> Int {
        switch route.path {
        case "forms/{form}/access/revoke": 1
        case "password" where route.method == .post: 2
        case "lock": 3
        default: 0
        }
    }

    @Test(arguments: Role.allCases, RightsHouse.Grant.allCases)
    func `each role gets what the table of rights says and nothing else`(
        role: Role, grant: RightsHouse.Grant
    ) async throws {
        try await RightsHouse.run(role, grant) { rights in
            let browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf()
            for route in rights.routes.sorted(by: { Self.rank($0) < Self.rank($1) }) {
                guard role.may(route.right) else {
                    try await rights.expectForbidden(route, browser, csrf)
                    continue
                }
                if rights.isOfAForm(route) { try await rights.expectUnheld(route, browser, csrf) }
                try await rights.expectAllowed(route, browser, csrf)
            }
        }
    }

    @Test func `a change without its token is refused, whoever asks`() async throws {
        try await RightsHouse.run(.administrator) { rights in
            let browser = try await rights.carolsBrowser()
            let asks = try await rights.asks(), before = try await rights.stored()
            for ask in asks where ask.route.method == .post {
                let answer = try await browser.ask(ask, csrf: "wrong")
                #expect(answer.status == 403, "\(ask.name)")
            }
            let after = try await rights.stored()
            #expect(after.changes(since: before) == [])
            let page = try await browser.get("/desk/forms")
            #expect(page.status == 200)
        }
    }

    @Test func `what is no route is denied`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for path in ["/desk/staff", "/desk/forms/contact", "/desk/submissions", "/desk/x/y"] {
                let page = try await browser.get(path)
                let change = try await browser.post(path, ["csrf": "x"])
                #expect(page.status == 404 && change.status == 404, "\(path)")
            }
        }
    }

    @Test func `every table of the house is compared, or may be written by any request`()
        async throws
    {
        try await DeskHouse.run { house in
            let tables = try await StoredHouse.tables(of: house.storage)
            #expect(tables == StoredHouse.compared.union(StoredHouse.written))
        }
    }
}

extension RightsHouse {
    /// Refused before anything is looked at, and written into the log.
    fileprivate func expectForbidden(
        _ route: DeskRoute, _ browser: DeskBrowser, _ csrf: String
    ) async throws {
        let ask = try ask(route, try await things(of: house.form, for: route))
        let before = try await stored(), lines = house.server.log.lines.count
        let answer = try await browser.ask(ask, csrf: csrf)
        let changes = try await stored().changes(since: before)
        #expect(answer.status == 403 && changes == [], "\(role) \(ask.name): \(changes)")
        let told = house.server.log.lines.dropFirst(lines).filter {
            $0.contains("Somebody asked for what the role does not allow")
                && $0.contains("person=\(carol.id)") && $0.contains("right=\(route.right.rawValue)")
        }
        #expect(told.count == 1, "\(role) \(ask.name)")
    }

    /// On the form that was not granted there is nothing; but an administrator may decide that it
    /// stays so.
    fileprivate func expectUnheld(
        _ route: DeskRoute, _ browser: DeskBrowser, _ csrf: String
    ) async throws {
        let ask = try ask(route, try await things(of: jobs, for: route))
        let before = try await stored()
        let answer = try await browser.ask(ask, csrf: csrf)
        let changes = try await stored().changes(since: before)
        if decidesUnheld(route) {
            #expect(answer["location"] == "/desk/people?done=declined", "\(role) \(ask.name)")
            #expect(changes == ["grant_decisions"])
        } else {
            #expect(answer.status == 404 && changes == [], "\(role) \(ask.name): \(changes)")
        }
    }

    /// What finds nothing to do in this house: there are no passkeys, no saved views, no change of the
    /// person's own, and the card is neither held nor spam.
    private static let vain: Set = [
        "POST passkeys", "POST passkeys/rename", "POST passkeys/remove",
        "POST forms/{form}/views/forget", "POST forms/{form}/undo",
        "POST forms/{form}/delete",
    ]

    /// It is really done, and not only led to where the credential is given.
    fileprivate func expectAllowed(
        _ route: DeskRoute, _ browser: DeskBrowser, _ csrf: String
    ) async throws {
        let ask = try ask(route, try await things(of: house.form, for: route))
        let answer = try await browser.ask(ask, csrf: csrf)
        let name = "\(role) \(ask.name): \(answer.status) \(answer["location"] ?? "")"
        // Who may open one form only is led to its board.
        let isPage = route.method == .get && !route.path.isEmpty
        #expect((isPage ? [200] : [200, 204, 303]).contains(answer.status), "\(name)")
        #expect(!answer.leadsToTheDoor || route.path == "lock", "\(name)")
        #expect(answer.saysThatNothingWasDone == Self.vain.contains(ask.name), "\(name)")
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Synchronization
import Testing

@testable import GenkanWeb

/// Every route of the desk for every role, on a form that was granted and on one that was not, with a
/// session, without one and with one that is over. Made from the route table: a new route joins by
/// itself, and its placeholders must be known here.
@Suite struct RightsMatrixTests {
    private static let password = "a passphrase of somebody's own"

    /// What stands in the places of a path, and the fields of a change.
    private struct Target {
        let form: String
        let formID: FormID
        let card: Card
        /// Somebody whom nobody signs in as.
        let person: PersonID
        let invitation: InvitationID

        func path(_ route: DeskRoute) throws -> String {
            let path = "/desk" + (route.path.isEmpty ? "" : "/" + route.path)
            let isTask = route.path.hasPrefix("tasks/")
            let filled = path.replacing("{form}", with: isTask ? formID.description : form)
                .replacing("{submission}", with: card.id.description)
                .replacing("{person}", with: person.description)
                .replacing("{invitation}", with: invitation.description)
            return try #require(filled.contains("{") ? nil : filled, "\(path): a new placeholder")
        }

        func fields(csrf: String, assignee: PersonID) -> [String: String] {
            [
                "csrf": csrf, "version": "\(card.state.version)", "form": form,
                "status": "done", "assignee": assignee.description,
                "person": assignee.description, "language": "en",
            ]
        }
    }

    /// The form that everybody was granted, and one that came later and only anna holds.
    private func targets(
        _ house: DeskHouse
    ) async throws -> (granted: @Sendable () async throws -> Target, other: Target) {
        let jobs = try FormReader.read(
            Array(DeskHouse.contact.utf8), file: "jobs.yaml"
        ).get()
        let forms = try await house.storage.forms.register(
            [house.form.form, jobs], now: house.clock.now)
        let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
        @Sendable func target(_ form: RegisteredForm) async throws -> Target {
            // What a form without an id got a moment ago is not stored again.
            let message = "\(UInt64.random(in: 0...UInt64.max))"
            try await house.send(["name": "Vera", "message": message], to: form)
            let page = try await house.storage.board.page(form.id, for: anna)
            let card = try #require(page.columns[1].cards.first)
            return Target(
                form: form.form.name, formID: form.id, card: card, person: dave.id,
                invitation: invited.invitee.id)
        }
        let other = try #require(forms.first { $0.form.name == "jobs" })
        let dave = try await house.add("dave", .staff, Self.password)
        let invited = try await house.storage.staff.invite(
            .newcomer(#require(StaffName("erin")), .staff, forms: []), by: anna,
            password: TestHouse.password(TestHouse.annasPassword), now: house.clock.now)
        // A fresh card for each change: the version of the last one has moved on.
        return ({ try await target(house.form) }, try await target(other))
    }

    private func routes(_ house: DeskHouse) throws -> [DeskRoute] {
        DeskRoutes.table(
            Desk(
                storage: house.storage, pages: try Pages(), proofs: house.proofs,
                now: { house.clock.now }))
    }

    private func ask(
        _ route: DeskRoute, _ target: Target, _ browser: DeskBrowser, csrf: String,
        assignee: PersonID
    ) async throws -> Exchange {
        let path = try target.path(route)
        guard route.method == .post else { return try await browser.get(path) }
        return try await browser.post(path, target.fields(csrf: csrf, assignee: assignee))
    }

    private func isOfAForm(_ route: DeskRoute) -> Bool {
        route.path.contains("{form}") || route.path.contains("{submission}")
    }

    /// A form of the desk that nothing was filled into, or an invitation that nobody accepted: looked at
    /// and refused in words.
    private static let looked = [200, 204, 303, 404, 409, 422]

    @Test(arguments: Role.allCases)
    func `each role gets what the table of rights says and nothing else`(role: Role) async throws {
        try await DeskHouse.run { house in
            try await house.add("carol", role, Self.password)
            let (granted, other) = try await targets(house)
            let browser = house.browser()
            try await browser.signIn("carol", Self.password)
            // What takes ben's grant away comes late, what locks the screen last.
            let ranks = { (route: DeskRoute) in
                route.path == "lock" ? 2 : route.path.contains("/access/") ? 1 : 0
            }
            for route in try routes(house).sorted(by: { ranks($0) < ranks($1) }) {
                let csrf = try await browser.get("/desk/forms").field("csrf")
                let target = try await granted()
                let answer = try await ask(
                    route, target, browser, csrf: csrf, assignee: house.ben.id)
                let name = "\(role) \(route.method) \(route.path)"
                guard role.may(route.right) else {
                    #expect(answer.status == 403, "\(name)")
                    #expect(try await isUntouched(target, house), "\(name)")
                    continue
                }
                #expect(Self.looked.contains(answer.status), "\(name): \(answer.status)")
                #expect(answer.status != 404 || route.path.hasPrefix("tasks/"), "\(name)")
                #expect(answer["location"]?.contains("sign-in") != true, "\(name)")
                guard isOfAForm(route), role != .administrator else { continue }
                let refused = try await ask(
                    route, other, browser, csrf: csrf, assignee: house.ben.id)
                #expect(refused.status == 404, "\(name), of a form that was not granted")
            }
            #expect(try await isUntouched(other, house) || role == .administrator)
        }
    }

    @Test func `an id of a form that was not granted opens nothing on one that was`() async throws {
        try await DeskHouse.run { house in
            let (granted, other) = try await targets(house)
            let browser = try await house.bensBrowser()
            let csrf = try await browser.get("/desk/forms").field("csrf")
            let target = try await granted()
            let mixed = Target(
                form: target.form, formID: target.formID, card: other.card,
                person: target.person, invitation: target.invitation)
            for route in try routes(house) where route.path.contains("{submission}") {
                let answer = try await ask(
                    route, mixed, browser, csrf: csrf, assignee: house.ben.id)
                #expect(answer.status == 404, "\(route.method) \(route.path)")
            }
            #expect(try await isUntouched(other, house))
        }
    }

    @Test func `nobody gets past the door without a session, or with one that is over`()
        async throws
    {
        try await DeskHouse.run { house in
            let target = try await targets(house).granted()
            let over = try await house.annasBrowser()
            let csrf = try await over.get("/desk/forms").field("csrf")
            let signedOut = over.copied()
            let cookies = signedOut.copied()
            _ = try await signedOut.post("/desk/sign-out", ["csrf": csrf])
            let idle = try await house.annasBrowser()
            house.clock.advance(by: .seconds(3600))
            for route in try routes(house) {
                for browser in [house.browser(), cookies.copied(), idle.copied()] {
                    let answer = try await ask(
                        route, target, browser, csrf: csrf, assignee: house.ben.id)
                    let name = "\(route.method) \(route.path)"
                    #expect(answer.status == 303, "\(name)")
                    #expect(answer["location"]?.hasPrefix("/desk/sign-in") == true, "\(name)")
                }
            }
            #expect(try await isUntouched(target, house))
        }
    }

    @Test func `a locked screen lets nothing through, and what matters asks again`() async throws {
        try await DeskHouse.run { house in
            let target = try await targets(house).granted()
            let browser = try await house.annasBrowser()
            let csrf = try await browser.get("/desk/forms").field("csrf")
            for _ in 0..<2 {
                house.clock.advance(by: .seconds(5 * 60))
                _ = try await browser.post("/desk/session", ["csrf": csrf])
            }
            for route in try routes(house) where route.asksAgain {
                let answer = try await ask(
                    route, target, browser, csrf: csrf, assignee: house.ben.id)
                #expect(answer.status == 303, "\(route.method) \(route.path)")
                #expect(answer["location"]?.hasPrefix("/desk/again") == true, "\(route.path)")
            }
            house.clock.advance(by: .seconds(10 * 60))
            for route in try routes(house) {
                let answer = try await ask(
                    route, target, browser, csrf: csrf, assignee: house.ben.id)
                #expect(answer.status == 303, "\(route.method) \(route.path)")
                #expect(answer["location"]?.hasPrefix("/desk/lock") == true, "\(route.path)")
            }
            #expect(try await isUntouched(target, house))
        }
    }

    @Test func `a grant that was revoked, and a person who left, count at the very next request`()
        async throws
    {
        try await DeskHouse.run { house in
            let carol = try await house.add("carol", .manager, Self.password)
            let target = try await targets(house).granted()
            let browser = house.browser()
            try await browser.signIn("carol", Self.password)
            let csrf = try await browser.get("/desk/forms").field("csrf")
            let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
            let now = house.clock.now
            _ = try await house.storage.grants.revoke(
                house.form.id, from: carol.id, by: anna, now: now)
            for route in try routes(house)
            where isOfAForm(route) && carol.role.may(route.right) {
                let answer = try await ask(
                    route, target, browser, csrf: csrf, assignee: house.ben.id)
                #expect(answer.status == 404, "\(route.method) \(route.path)")
            }
            try await house.storage.staff.remove(
                carol.id, cardsTo: nil, by: anna,
                password: TestHouse.password(TestHouse.annasPassword), now: now)
            for route in try routes(house) {
                let answer = try await ask(
                    route, target, browser.copied(), csrf: csrf, assignee: house.ben.id)
                let name = "\(route.method) \(route.path)"
                #expect(answer.status == 303, "\(name)")
                #expect(answer["location"]?.hasPrefix("/desk/sign-in") == true, "\(name)")
            }
            #expect(try await isUntouched(target, house))
        }
    }

    @Test func `a change without its token is refused, whoever asks`() async throws {
        try await DeskHouse.run { house in
            let target = try await targets(house).granted()
            let browser = try await house.annasBrowser()
            for route in try routes(house) where route.method == .post {
                let answer = try await ask(
                    route, target, browser, csrf: "wrong", assignee: house.ben.id)
                #expect(answer.status == 403, "\(route.path)")
            }
            #expect(try await isUntouched(target, house))
            #expect(try await browser.get("/desk/forms").status == 200)
        }
    }

    @Test func `what is no route is denied`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            for path in ["/desk/staff", "/desk/forms/contact", "/desk/submissions", "/desk/x/y"] {
                #expect(try await browser.get(path).status == 404)
                #expect(try await browser.post(path, ["csrf": "x"]).status == 404)
            }
        }
    }

    @Test func `the pages of a viewer offer nothing that a viewer may not do`() async throws {
        try await DeskHouse.run { house in
            try await house.add("carol", .viewer, Self.password)
            try await house.send(["name": "Vera"], held: .honeypot)
            let target = try await targets(house).granted()
            let browser = house.browser()
            try await browser.signIn("carol", Self.password)
            for path in ["/desk/forms/contact/board", "/desk/submissions/\(target.card.id)"] {
                let page = try await browser.get(path)
                #expect(page.status == 200 && page.body.contains("Vera"))
                for word in ["export.csv", "/take", "/assign", "/move"] {
                    #expect(!page.body.contains(word), "\(path): \(word)")
                }
                #expect(page.body.contains("Viewer"))
            }
        }
    }

    /// Whether the card stands where it stood, and ben, about whom every change is, holds what he held.
    private func isUntouched(_ target: Target, _ house: DeskHouse) async throws -> Bool {
        let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
        let form = try #require(
            try await house.storage.board.forms(for: anna).forms
                .first { $0.form.name == target.form })
        let card = try await house.storage.board.card(target.card.id, of: form.id, for: anna)
        let access = try await house.storage.grants.access(to: form.id, for: anna)
        let isHeld = access.holders.contains { $0.person.id == house.ben.id }
        // Not the whole state: who lost the form is no assignee to be shown any more.
        return card?.state.version == target.card.state.version
            && isHeld == (form.id == house.form.id)
    }
}

extension DeskHouse {
    /// Adds somebody who is granted the forms that are registered by now.
    @discardableResult
    func add(_ name: String, _ role: Role, _ password: String) async throws -> Person {
        guard let name = StaffName(name) else { throw Unexpected() }
        return try await storage.staff.add(
            name: name, role: role, password: TestHouse.password(password), by: "anna",
            administratorPassword: TestHouse.password(TestHouse.annasPassword), now: clock.now)
    }

    /// The session of a browser that signs in once.
    func liveSession(_ password: String, of name: String) async throws -> LiveSession {
        if let known = authenticators.tokens.withLock({ $0[name] }),
            let live = try await storage.sessions.resume(known, now: clock.now).session
        {
            return live
        }
        let browser = browser()
        try await browser.signIn(name, password)
        let token = try #require(browser.cookies["__Host-genkan"])
        authenticators.tokens.withLock { $0[name] = token }
        return try #require(try await storage.sessions.resume(token, now: clock.now).session)
    }
}

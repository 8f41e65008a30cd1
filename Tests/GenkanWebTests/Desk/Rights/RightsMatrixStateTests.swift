import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// Every route for every role whose session, grant, place in the house or fresh credential is gone.
@Suite struct RightsMatrixStateTests {
    @Test(arguments: Role.allCases)
    func `nobody gets past the door without a session, or with one that is over`(
        role: Role
    ) async throws {
        try await RightsHouse.run(role) { rights in
            let asks = try await rights.asks()
            let signedOut = try await rights.carolsBrowser()
            let csrf = try await signedOut.csrf()
            let out = signedOut.copied()
            _ = try await signedOut.post("/desk/sign-out", ["csrf": csrf])
            let ended = try await rights.carolsBrowser()
            try await rights.house.storage.sessions.endAll(of: rights.carol.id)
            let idle = try await rights.carolsBrowser()
            rights.house.clock.advance(by: .seconds(3600))
            let before = try await rights.stored()
            for ask in asks {
                for browser in [rights.house.browser(), out, ended, idle] {
                    let answer = try await browser.copied().ask(ask, csrf: csrf)
                    expectSignIn(answer, role, ask)
                }
            }
            try await rights.expectNothingChanged(since: before)
        }
    }

    @Test(arguments: Role.allCases)
    func `what matters asks again, and a locked screen lets nothing through`(
        role: Role
    ) async throws {
        try await RightsHouse.run(role) { rights in
            let asks = try await rights.asks()
            let browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf()
            for _ in 0..<2 {
                rights.house.clock.advance(by: .seconds(5 * 60))
                _ = try await browser.post("/desk/session", ["csrf": csrf])
            }
            let before = try await rights.stored()
            for ask in asks where ask.route.asksAgain {
                let answer = try await browser.ask(ask, csrf: csrf)
                let name = "\(role) \(ask.name)"
                guard role.may(ask.route.right) else {
                    #expect(answer.status == 403, "\(name)")
                    continue
                }
                #expect(answer.status == 303, "\(name)")
                #expect(answer["location"]?.hasPrefix("/desk/again") == true, "\(name)")
            }
            rights.house.clock.advance(by: .seconds(10 * 60))
            for ask in asks {
                let answer = try await browser.ask(ask, csrf: csrf)
                #expect(answer.status == 303, "\(role) \(ask.name)")
                let place = answer["location"] ?? ""
                #expect(place.hasPrefix("/desk/lock"), "\(role) \(ask.name)")
            }
            try await rights.expectNothingChanged(since: before)
        }
    }

    @Test(arguments: Role.allCases)
    func `a grant that was revoked counts at the very next request`(role: Role) async throws {
        try await RightsHouse.run(role) { rights in
            let asks = try await rights.asks()
            let browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf()
            let board = try await browser.get("/desk/forms/contact/board")
            #expect(board.status == 200)
            let outcome = try await rights.house.storage.grants.revoke(
                rights.house.form.id, from: rights.carol.id, by: rights.annasSession(),
                now: rights.house.clock.now)
            #expect(outcome == .revoked)
            let before = try await rights.stored()
            for ask in asks
            where rights.isOfAForm(ask.route) && role.may(ask.route.right)
                && !rights.decidesUnheld(ask.route)
            {
                let answer = try await browser.ask(ask, csrf: csrf)
                #expect(answer.status == 404, "\(role) \(ask.name)")
            }
            try await rights.expectNothingChanged(since: before)
        }
    }

    @Test(arguments: Role.allCases)
    func `a person who left is out at the very next request`(role: Role) async throws {
        try await RightsHouse.run(role) { rights in
            let asks = try await rights.asks()
            let browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf()
            try await rights.house.storage.staff.remove(
                rights.carol.id, cardsTo: nil, by: rights.annasSession(),
                password: TestHouse.password(TestHouse.annasPassword), now: rights.house.clock.now)
            let before = try await rights.stored()
            for ask in asks {
                let answer = try await browser.copied().ask(ask, csrf: csrf)
                expectSignIn(answer, role, ask)
            }
            try await rights.expectNothingChanged(since: before)
        }
    }

    private func expectSignIn(_ answer: Exchange, _ role: Role, _ ask: DeskAsk) {
        #expect(answer.status == 303, "\(role) \(ask.name)")
        let place = answer["location"] ?? ""
        #expect(place.hasPrefix("/desk/sign-in"), "\(role) \(ask.name)")
    }
}

extension RightsHouse {
    /// But that a session that is over is forgotten.
    fileprivate func expectNothingChanged(since before: StoredHouse) async throws {
        let changes = try await stored().changes(since: before)
        #expect(changes.filter { $0 != "sessions" } == [])
    }
}

import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// A change whose body came in slowly: what the person may not do any more by its end is not done.
@Suite struct SlowChangeTests {
    private func changed(
        meanwhile: @escaping @Sendable (DeskHouse) async throws -> Void
    ) async throws -> (status: Int, version: Int64, wipes: Bool) {
        let result = Result()
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.bensBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            let id = try #require(
                page.body.firstMatch(of: /data-card="([0-9a-f-]{36})"/)
            ).output.1
            let csrf = try page.field("csrf")
            let answer = try await browser.postSlowly(
                "/desk/submissions/\(id)/take", ["csrf": csrf, "form": "contact", "version": "1"]
            ) { try await meanwhile(house) }
            let version = try await house.storage.staff.readers.read {
                try $0.number("SELECT version FROM submissions")
            }
            await result.set((answer.status, version ?? 0, answer["clear-site-data"] != nil))
        }
        return await result.value
    }

    private actor Result {
        var value: (Int, Int64, Bool) = (0, 0, false)
        func set(_ new: (Int, Int64, Bool)) { value = new }
    }

    @Test func `nothing is in the way of one that is only slow`() async throws {
        let answer = try await changed { _ in }
        #expect(answer.status == 303 && !answer.wipes)
        #expect(answer.version == 2)
    }

    @Test func `a form that was taken back meanwhile is not changed`() async throws {
        let answer = try await changed { house in
            let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
            _ = try await house.storage.grants.revoke(
                house.form.id, from: house.ben.id, by: anna, now: house.clock.now)
        }
        #expect(answer.version == 1 && answer.status == 404)
    }

    @Test func `in another role than before nothing is changed, whatever the new one may`()
        async throws
    {
        for role in [Role.manager, .viewer] {
            let answer = try await changed { house in
                let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
                _ = try await house.storage.staff.change(
                    house.ben.id, name: house.ben.name, role: role, by: anna,
                    password: TestHouse.password(TestHouse.annasPassword), from: nil,
                    now: house.clock.now
                ) { _ in }
            }
            #expect(answer.version == 1 && answer.status == 303, "\(role)")
        }
    }

    @Test func `sessions that were ended meanwhile change nothing`() async throws {
        let answer = try await changed { house in
            try await house.storage.sessions.writer.write {
                _ = try $0.run("DELETE FROM sessions")
            }
        }
        // The card's page is come back to, and that nothing was saved is said.
        #expect(answer.status == 303 && answer.version == 1)
        // Nothing is left in the browser either, from this very answer on.
        #expect(answer.wipes)
    }
}

import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What people choose about mail in their profile.
@Suite struct MailChoicesTests {
    private func fields(_ house: DeskHouse, _ browser: DeskBrowser) async throws -> [String: String]
    {
        let id = house.form.id.description
        let csrf = try await browser.get("/desk/profile").field("csrf")
        return ["csrf": csrf, "mail": "ben@example.jp", "arrived": id, "late": id]
    }

    private func isTicked(_ name: String, _ house: DeskHouse, _ page: Exchange) -> Bool {
        page.body.contains("name=\"\(name)\" value=\"\(house.form.id)\" checked")
    }

    @Test func `what was chosen is kept and shown`() async throws {
        try await DeskHouse.run(form: DeskHouse.promising, sendsMail: true) { house in
            let browser = try await house.bensBrowser()
            let before = try await browser.get("/desk/profile")
            #expect(before.body.contains("When one waits longer than 24 hours"))
            #expect(!isTicked("arrived", house, before) && !isTicked("late", house, before))
            var fields = try await fields(house, browser)
            fields["mail"] = " ｂｅｎ＠example.jp "
            let saved = try await browser.post("/desk/profile/mail", fields)
            #expect(saved["location"] == "/desk/profile?done=saved")
            let after = try await browser.get("/desk/profile")
            #expect(after.body.contains("value=\"ben@example.jp\""))
            #expect(isTicked("arrived", house, after) && isTicked("late", house, after))
            fields["late"] = nil
            _ = try await browser.post("/desk/profile/mail", fields)
            #expect(!isTicked("late", house, try await browser.get("/desk/profile")))
            // Where notices go is in the trail, without the address.
            let kinds = try await house.storage.audit.newest(5).map(\.kind)
            #expect(kinds.filter { $0 == .noticesChanged }.count == 2)
            fields["mail"] = ""
            fields["arrived"] = nil
            _ = try await browser.post("/desk/profile/mail", fields)
            let preferences = try await house.storage.notices.preferences(of: house.ben.id)
            #expect(preferences == NoticePreferences())
        }
    }

    @Test(arguments: [("ben", "no mail address"), ("", "Write a mail address to be told")])
    func `what is no address is said, and nothing typed is lost`(_ typed: String, _ said: String)
        async throws
    {
        try await DeskHouse.run(form: DeskHouse.promising, sendsMail: true) { house in
            let browser = try await house.bensBrowser()
            var fields = try await fields(house, browser)
            fields["mail"] = typed
            let page = try await browser.post("/desk/profile/mail", fields)
            #expect(page.status == 422 && page.body.contains(said))
            #expect(page.body.contains("value=\"\(typed)\""))
            #expect(isTicked("arrived", house, page) && isTicked("late", house, page))
            let preferences = try await house.storage.notices.preferences(of: house.ben.id)
            #expect(preferences == NoticePreferences())
        }
    }

    @Test func `a form that promises nothing cannot be late, one that is not held is not offered`()
        async throws
    {
        try await DeskHouse.run(sendsMail: true) { house in
            let browser = try await house.bensBrowser()
            let page = try await browser.get("/desk/profile")
            #expect(page.body.contains("name=\"arrived\"") && !page.body.contains("name=\"late\""))
            let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
            _ = try await house.storage.grants.revoke(
                house.form.id, from: house.ben.id, by: anna, now: house.clock.now)
            let without = try await browser.get("/desk/profile")
            #expect(!without.body.contains("name=\"arrived\""))
            let answer = try await browser.post(
                "/desk/profile/mail", try await fields(house, browser))
            #expect(answer.status == 404)
        }
    }

    @Test func `a time zone is kept, and only one that there is`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.bensBrowser()
            let csrf = try await browser.get("/desk/profile").field("csrf")
            for (zone, status) in [("Asia/Tokyo", 303), ("Mars/Base", 400), ("", 303)] {
                let answer = try await browser.post(
                    "/desk/profile", ["csrf": csrf, "language": "en", "zone": zone])
                #expect(answer.status == status, "\(zone)")
                let page = try await browser.get("/desk/profile")
                let isChosen = page.body.contains("value=\"Asia/Tokyo\" selected")
                #expect(isChosen == (zone != ""))
            }
            #expect(try await house.storage.staff.habits(of: house.ben.id).zone == nil)
        }
    }

    @Test func `times are shown in the chosen zone, on the board, the card, the sessions`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.bensBrowser()
            try await house.send(["name": "Vera"])
            let board = "/desk/forms/contact/board"
            let id = try #require(
                try await browser.get(board).body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)
            ).output.1
            let pages = [board, "/desk/submissions/\(id)", "/desk/sessions"]
            let csrf = try await browser.get("/desk/profile").field("csrf")
            // An offset that no form of the tests has.
            for (zone, isThere) in [("Asia/Kathmandu", true), ("", false)] {
                _ = try await browser.post(
                    "/desk/profile", ["csrf": csrf, "language": "en", "zone": zone])
                for page in pages {
                    let body = try await browser.get(page).body
                    #expect(body.contains("+05:45\"") == isThere, "\(page)")
                }
            }
        }
    }
}

extension DeskHouse {
    /// A form that promises an answer within a day.
    static let promising = contact + "\nanswer_within_hours: 24\n"
}

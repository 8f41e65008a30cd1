import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What a stale change asked for, and doing it all the same; and a change of what is so already.
@Suite struct ConflictPageTests {
    private static let board = "/desk/forms/contact/board"

    private func card(_ house: DeskHouse, _ browser: DeskBrowser) async throws -> (
        id: String, fields: [String: String]
    ) {
        try await house.send(["name": "Vera"])
        let page = try await browser.get(Self.board)
        let id = try #require(
            page.body.firstMatch(of: /data-card="([0-9a-f-]{36})"/)
        ).output.1
        return (
            String(id),
            ["csrf": try page.field("csrf"), "form": "contact", "from": "board", "version": "1"]
        )
    }

    private func dueAndVersion(_ house: DeskHouse) async throws -> (Int64?, Int64) {
        try await house.storage.staff.readers.read { connection in
            let found = try connection.first("SELECT due, version FROM submissions") {
                (try $0[0] as Int64?, try $0[1] as Int64)
            }
            return try #require(found)
        }
    }

    @Test func `a date that was to be cleared is cleared after a look at the other change`()
        async throws
    {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser(), bens = try await house.bensBrowser()
            var (id, fields) = try await card(house, anna)
            let path = "/desk/submissions/\(id)/due"
            _ = try await anna.post(path, fields.merging(["due": "2027-03-03"]) { $1 })
            let csrf = try await bens.get(Self.board).field("csrf")
            _ = try await bens.post(
                path, fields.merging(["csrf": csrf, "due": "2027-04-04", "version": "2"]) { $1 })
            // As the button for it sends: with the field beside it.
            fields.merge(["due": "2027-03-03", "clear": "yes", "version": "2"]) { $1 }
            let stale = try await anna.post(path, fields)
            #expect(stale.status == 409 && stale.body.contains("Remove the due date"))
            #expect(stale.body.contains(#"name="clear" value="yes""#))
            #expect(try await dueAndVersion(house).0 != nil)
            fields["version"] = try stale.field("version")
            #expect(try await anna.post(path, fields).status == 303)
            let (due, version) = try await dueAndVersion(house)
            #expect(due == nil && version == 4)
        }
    }

    @Test func `what is so already is said to be, and changes nothing`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            var (id, fields) = try await card(house, anna)
            fields["due"] = "2027-03-03"
            let path = "/desk/submissions/\(id)/due"
            #expect(
                try await anna.post(path, fields)["location"]?.contains("done=scheduled") == true)
            fields["version"] = "2"
            let again = try await anna.post(path, fields)
            let location = try #require(again["location"])
            #expect(location.contains("done=unchanged") && !location.contains("undo="))
            let page = try await anna.get(String(location.prefix { $0 != "#" }))
            #expect(page.body.contains("nothing was changed"))
            #expect(try await dueAndVersion(house).1 == 2)
        }
    }

    @Test func `a stale label is named, and undoing too late says who was faster`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser(), bens = try await house.bensBrowser()
            let (id, fields) = try await card(house, anna)
            let made = ["csrf": fields["csrf"] ?? "", "name": "Urgent", "tone": "red"]
            _ = try await anna.post("/desk/forms/contact/labels/make", made)
            let label = try #require(
                try await anna.get(Self.board).body
                    .firstMatch(of: /name="label" value="([0-9a-f-]{36})"/)
            ).output.1
            let csrf = try await bens.get(Self.board).field("csrf")
            _ = try await bens.post(
                "/desk/submissions/\(id)/take", fields.merging(["csrf": csrf]) { $1 })
            let stale = try await anna.post(
                "/desk/submissions/\(id)/labels", fields.merging(["add": String(label)]) { $1 })
            #expect(stale.status == 409 && stale.body.contains("Urgent"))
            #expect(stale.body.firstMatch(of: /<dd>Add .?Urgent/) != nil)
            _ = try await bens.post(
                "/desk/submissions/\(id)/move",
                fields.merging(["csrf": csrf, "version": "2", "status": "done"]) { $1 })
            let body = "csrf=\(PercentEncoding.encoded(fields["csrf"] ?? ""))&card=\(id)%3A2"
            let undone = try await anna.send(
                "POST", "/desk/forms/contact/undo",
                anna.sentences + [
                    "Content-Type: application/x-www-form-urlencoded",
                    "Content-Length: \(body.utf8.count)", "Accept: application/json",
                ], body: body)
            #expect(undone.status == 409 && undone.body.contains("moved it"))
        }
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct DownloadTests {
    @Test func `the CSV has its byte order mark, quoted cells, the zone's time and no formula`()
        async throws
    {
        try await DeskHouse.run { house in
            let receipt = try await house.send([
                "name": "=HYPERLINK(\"x\")", "topic": "order", "message": "a, \"b\"\nc",
            ])
            let browser = try await house.annasBrowser()
            let answer = try await browser.get("/desk/forms/contact/export.csv")
            let received = house.form.form.zone.text(of: house.clock.now)
            let expected = [
                "\u{FEFF}\"Receipt\",\"Received at\",\"Status\",\"Assignee\",\"Name\",\"Topic\",\"Message\"",
                "\"\(receipt.text)\",\"\(received)\",\"Unhandled\",\"\",\"'=HYPERLINK(\"\"x\"\")\",\"Order\",\"a, \"\"b\"\"\nc\"",
                "",
            ]
            #expect(Array(answer.body.utf8) == Array(expected.joined(separator: "\r\n").utf8))
            #expect(answer.status == 200)
            #expect(answer["content-type"] == "text/csv; charset=utf-8; header=present")
            #expect(answer["cache-control"] == "no-store")
            #expect(answer["content-security-policy"]?.contains("sandbox") == true)
        }
    }

    @Test func `its name says form and day, in plain letters`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let answer = try await browser.get("/desk/forms/contact/export.csv")
            let day = house.form.form.zone.shortText(of: house.clock.now).prefix(10)
            #expect(
                answer["content-disposition"] == "attachment; filename=\"contact-\(day).csv\"")
        }
    }

    @Test func `more rows than one piece arrive whole and in order`() async throws {
        try await DeskHouse.run { house in
            let long = String(repeating: "長い本文。", count: 200)
            for number in 1...40 {
                try await house.send(["name": "Vera \(number)", "message": long])
                house.clock.advance(by: .seconds(1))
            }
            let answer = try await house.annasBrowser().get("/desk/forms/contact/export.csv")
            let names = answer.body.matches(of: /"Vera (\d+)"/).compactMap { Int($0.output.1) }
            #expect(names == Array(1...40))
        }
    }

    @Test func `the audit trail has its beginning and its end with the count`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            _ = try await house.annasBrowser().get("/desk/forms/contact/export.csv")
            let kinds = try await house.storage.audit.newest(10).map(\.kind)
            #expect(kinds.first == .exportEnded)
            #expect(kinds.contains(.exportBegun))
            guard case .intact = try await house.storage.audit.verify() else {
                Issue.record("the trail is broken")
                return
            }
        }
    }

    @Test func `without a session there is no CSV`() async throws {
        try await DeskHouse.run { house in
            let answer = try await house.browser().get("/desk/forms/contact/export.csv")
            #expect(answer["location"]?.hasPrefix("/desk/sign-in") == true)
            #expect(answer.body.isEmpty)
        }
    }
}

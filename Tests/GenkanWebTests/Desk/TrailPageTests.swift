import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

@Suite struct TrailPageTests {
    @Test func `who did what to which inquiry is told, the newest first`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let bens = try await house.bensBrowser(), annas = try await house.annasBrowser()
            let board = try await bens.get("/desk/forms/contact/board")
            let card = try #require(board.body.firstMatch(of: /id="card-([0-9a-f-]{36})"/)).output.1
            let fields = ["csrf": try board.field("csrf"), "form": "contact", "version": "1"]
            _ = try await bens.post(
                "/desk/submissions/\(card)/move", fields.merging(["status": "in-progress"]) { $1 })
            let page = try await annas.get("/desk/trail?form=contact")
            #expect(page.status == 200)
            let lines = page.body.matches(of: /<tr[^>]*><td>.*?<\/tr>/).map { String($0.output) }
            let first = try #require(lines.first)
            #expect(first.contains("Moved it from “Unhandled” to “In progress”"))
            #expect(first.contains("<bdi>ben</bdi>") && first.contains("/desk/submissions/\(card)"))
            #expect(
                lines.contains { $0.contains("Sent an inquiry") && $0.contains("Sender") })
            #expect(!page.body.contains("Vera"))
            let bensOwn = try await annas.get("/desk/trail?person=\(house.ben.id)")
            #expect(bensOwn.body.contains("Signed in") && !bensOwn.body.contains("Sent an inquiry"))
        }
    }

    @Test func `staff see no trail, and who cannot open a form sees nothing of it`() async throws {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let bens = try await house.bensBrowser(), annas = try await house.annasBrowser()
            #expect(try await bens.get("/desk/trail").status == 403)
            #expect(try await !bens.get("/desk/forms").body.contains("/desk/trail"))
            #expect(try await annas.get("/desk/trail").body.contains("Sent an inquiry"))
            try await house.storage.writer.write { [form = house.form] connection in
                try connection.run(
                    "DELETE FROM grants WHERE form = \(form.id) AND person = \(house.anna.id)")
            }
            let closed = try await house.annasBrowser()
            let page = try await closed.get("/desk/trail?form=contact")
            #expect(page.status == 200 && !page.body.contains("Sent an inquiry"))
            // Who may open it is the house's business all the same.
            #expect(page.body.contains("Granted the form to ben"))
        }
    }

    @Test func `a row that was changed is told at the head of the page and in the log`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            try await house.storage.writer.write { connection in
                try connection.run("UPDATE audit SET at = at + 1 WHERE sequence = 3")
            }
            let page = try await house.annasBrowser().get("/desk/trail")
            #expect(page.status == 200 && page.body.contains("number 3"))
            #expect(page.body.contains("role=\"alert\""))
            #expect(house.server.log.lines.contains { $0.contains("audit trail is not what was") })
        }
    }

    /// Texts and their variants, as `TrailText` asks for them.
    @Test(arguments: Language.allCases)
    func `every kind of event has words`(language: Language) throws {
        let texts = try Pages().texts(language)
        let variants = [
            "submission-stored-held", "submission-assigned-nobody", "submission-assigned-own",
            "submission-scheduled-never", "submission-labelled-added",
            "submission-labelled-removed",
            "sign-in-failed-nobody",
            "person-added-recovery", "person-renewed-recovery", "credential-refused-nobody",
            "sessions-ended-own", "network-removed-all",
            "export-ended-cut",
        ]
        for word in AuditKind.allCases.map(\.rawValue) + variants {
            #expect(texts.keys.contains("trail-\(word)"), "\(word)")
        }
        for loss in ExportPermit.Loss.allCases {
            #expect(texts.keys.contains("trail-reason-\(loss.rawValue)"))
        }
        for actor in ["command", "house", "visitor"] {
            #expect(texts.keys.contains("trail-actor-\(actor)"))
        }
    }

    @Test(arguments: [
        (1, 2, "Changed labels (1 added, 2 removed)"), (3, 0, "Added labels (3)"),
        (0, 1, "Removed labels (1)"),
    ])
    func `of labels only what was done to them is told`(
        added: Int, removed: Int, told: String
    ) throws {
        let texts = try Pages().texts(.en), now = Instant(seconds: 1_795_421_700)
        let words = TrailText(
            names: PeopleNames([], texts), forms: [:], texts: texts, language: .en,
            days: DayText(zone: .utc, now: now, texts: texts))
        let event = AuditEvent(
            id: AuditEventID(time: now, random: [UInt8](repeating: 1, count: 10)), at: now,
            kind: .submissionLabelled, actor: .house,
            details: [.number(.added, added), .number(.removed, removed)])
        #expect(words(event) == told)
    }

    @Test func `what the recovery code did is told as its doing`() async throws {
        try await DeskHouse.run { house in
            _ = try await house.annasBrowser()
            let browser = house.browser(), fresh = "seven quiet herons over the lake"
            _ = try await browser.post(
                "/desk/recover",
                ["code": house.recoveryCode, "name": "anna", "password": fresh, "again": fresh])
            try await browser.signIn("anna", fresh)
            _ = try await house.invite("carol", browser, password: fresh)
            let page = try await browser.get("/desk/trail")
            #expect(page.body.contains("anna has new keys by the recovery code"))
            #expect(page.body.contains("<bdi>the recovery code</bdi>"))
            #expect(page.body.contains("Invited carol as Staff"))
            #expect(!page.body.contains("not known here") && !page.body.contains("who left"))
        }
    }

    @Test(arguments: AuditKind.allCases)
    func `an event that says nothing more leaves no place open`(kind: AuditKind) throws {
        let texts = try Pages().texts(.en), zone = Zone.utc, now = Instant(seconds: 1_795_421_700)
        let words = TrailText(
            names: PeopleNames([], texts), forms: [:], texts: texts, language: .en,
            days: DayText(zone: zone, now: now, texts: texts))
        let event = AuditEvent(
            id: AuditEventID(time: now, random: [UInt8](repeating: 1, count: 10)), at: now,
            kind: kind, actor: .house)
        #expect(!words(event).contains("{") && !words(event).hasPrefix("trail-"))
    }
}

import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What is said where mail does not go out, and where none is sent.
@Suite struct MailTroubleTests {
    @Test func `where no mail is sent nothing about it is on screen`() async throws {
        try await DeskHouse.run(form: DeskHouse.promising) { house in
            let anna = try await house.annasBrowser()
            let page = try await anna.get("/desk/profile")
            #expect(page.body.contains("name=\"zone\"") && !page.body.contains("name=\"mail\""))
            let answer = try await anna.post(
                "/desk/profile/mail",
                [
                    "csrf": try page.field("csrf"), "mail": "anna@example.jp",
                ])
            #expect(answer.status == 404)
            try await house.tellOfTrouble()
            #expect(try await !anna.get("/desk/people").body.contains("mail-trouble"))
        }
    }

    @Test func `administrators are told that mail does not go out, and whose address is refused`()
        async throws
    {
        try await DeskHouse.run(form: DeskHouse.promising, sendsMail: true) { house in
            let anna = try await house.annasBrowser()
            #expect(try await !anna.get("/desk/people").body.contains("mail-trouble"))
            try await house.tellOfTrouble()
            let english = try await anna.get("/desk/people").body
            #expect(english.contains("Mail has not been delivered since Mon 23 Nov"))
            #expect(english.contains("1 notice waits"))
            let today = try await anna.get("/desk/today").body
            #expect(today.contains("Mail has not been delivered since Mon 23 Nov"))
            #expect(english.contains("the mail server cannot be reached"))
            #expect(english.contains("(the mail server knows no such address, with code 550)"))
            _ = try await anna.post(
                "/desk/profile",
                ["csrf": try await anna.get("/desk/profile").field("csrf"), "language": "ja"])
            let japanese = try await anna.get("/desk/people").body
            #expect(japanese.contains("通知のメールを送れていません"))
            #expect(
                try await anna.get("/desk/forms/contact/board").body.contains("通知のメールを送れていません"))
            let ben = try await house.bensBrowser()
            // Where people spend their day, and of others' addresses nothing.
            for path in ["/desk/today", "/desk/forms/contact/board", "/desk/forms/contact/list"] {
                let page = try await ben.get(path).body
                #expect(page.contains("Notices do not reach you"), "\(path)")
                #expect(!page.contains("Notices do not reach:"), "\(path)")
            }
            let own = try await ben.get("/desk/profile").body
            #expect(own.contains("id=\"mail-refused\"") && own.contains("550"))
        }
    }

    @Test(arguments: Language.allCases)
    func `every reason has words`(_ language: Language) throws {
        let texts = try Pages().texts(language)
        let words = [
            "cannot-connect", "connection-lost-tls", "timed-out-greeting", "certificate-refused",
            "no-tls", "sign-in-refused", "refused-for-now-450-rcpt", "no-mailbox-550",
            "refused-554-rcpt",
            "protocol-broken-ehlo", "unknown", "expired", "",
        ]
        let said = words.map { MailReason(word: $0).text(texts) }
        #expect(Set(said).count == words.count - 1)
        #expect(said[6].contains("450") && said[7].contains("550"))
        #expect(!said.contains { $0.contains("desk-mail") || $0.contains("{") })
    }
}

extension DeskHouse {
    /// One notice for anna waits after a failure; ben's address was refused.
    fileprivate func tellOfTrouble() async throws {
        let (anna, ben, form, now) = (anna.id, ben.id, form.id, clock.now)
        try await storage.writer.write { connection in
            for person in [anna, ben] {
                try connection.run(
                    """
                    INSERT INTO profiles (person, language, mail)
                    VALUES (\(person), 'en', 'somebody@example.jp')
                    """)
                try connection.run(
                    """
                    INSERT INTO notice_choices (form, kind, person, since)
                    VALUES (\(form), 'arrived', \(person), \(now))
                    """)
            }
        }
        try await send(["name": "Vera"])
        for (person, outcome) in [
            (anna, NoticeOutcome.failed(problem: "cannot-connect", next: now)),
            (ben, .refused(problem: "no-mailbox-550")),
        ] {
            let key = NoticeKey(person: person, form: form, kind: .arrived)
            let notice = try #require(try await storage.notices.claim(key, now: now))
            try await storage.notices.settle(notice, outcome, now: now)
        }
    }
}

import Foundation
import Genkan
import GenkanOutbound
import GenkanTesting
import Testing

@testable import GenkanCommand
@testable import GenkanStorage

/// What is sent when, and what is not.
@Suite struct NoticeRoundTests {
    @Test func `everybody who asked gets one mail for all that waits, in their language`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived, language: "ja")
            for name in ["Vera", "Wim", "Xenia"] { try await post.send(name) }
            await post.after(0)
            let mails = post.office.taken.sorted { $0.recipient.text < $1.recipient.text }
            #expect(mails.map(\.recipient.text) == ["anna@example.jp", "ben@example.jp"])
            #expect(mails[0].subject.text == "Contact: 3 new inquiries")
            #expect(mails[1].subject.text == "【お問い合わせ】新しい問い合わせが3件届きました")
            #expect(
                mails.allSatisfy {
                    $0.body.contains("https://forms.example.jp/desk/forms/contact/board\n")
                })
            let all = mails.map { $0.subject.text + $0.body }.joined()
            #expect(!all.contains("Vera"))
            #expect(mails[0].date == post.house.clock.now.seconds)
            await post.after(600)
            #expect(post.office.tried.count == 2)
        }
    }

    @Test func `what has waited too long is told once, with a link to what is overdue`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .late)
            try await post.send()
            await post.after(3_599)
            #expect(post.office.tried.isEmpty)
            await post.after(60)
            let mail = try #require(post.office.taken.first)
            #expect(mail.subject.text == "Contact: 1 inquiry has waited too long")
            #expect(mail.body.contains("/board?overdue=yes\n"))
            for _ in 0..<3 { await post.after(3_600) }
            #expect(post.office.tried.count == 1)
        }
    }

    @Test func `what comes soon after a mail is gathered for the next one`() async throws {
        try await PostHouse.run(gathering: .seconds(60)) { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send("Vera")
            await post.after(0)
            for name in ["Wim", "Xenia"] {
                try await post.send(name)
                await post.after(20)
            }
            #expect(post.office.taken.count == 1)
            let rest = await post.after(0)
            #expect(rest <= .seconds(20) && rest > .zero)
            await post.after(20)
            #expect(
                post.office.taken.map(\.subject.text) == [
                    "Contact: 1 new inquiry", "Contact: 2 new inquiries",
                ])
        }
    }

    @Test func `a title of several lines stays in one`() async throws {
        try await PostHouse.run(title: #""A\r\nBcc: x@example.com\n\nB\u2028C""#) { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            await post.after(0)
            let mail = try #require(post.office.taken.first)
            #expect(mail.subject.text == "A Bcc: x@example.com B C: 1 new inquiry")
            #expect(mail.body.contains("“A Bcc: x@example.com B C”"))
            let head = String(decoding: mail.bytes(), as: UTF8.self)
                .components(separatedBy: "\r\n\r\n")[0]
            #expect(!head.contains("\r\nBcc"))
        }
    }

    @Test func `nothing is begun once the house closes`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            post.round.stop()
            await post.after(0)
            #expect(post.office.tried.isEmpty)
        }
    }
}

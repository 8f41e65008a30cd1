import Genkan
import GenkanOutbound
import GenkanTesting
import Testing

@testable import GenkanCommand
@testable import GenkanStorage

/// What is about one mail, or one mailbox, holds nobody else up.
@Suite struct FailingMailTests {
    @Test func `a mailbox that has no time holds nobody else up`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived)
            post.office.fail(.refusedForNow(code: 450, stage: .recipient), for: "anna@example.jp")
            try await post.send()
            await post.after(0)
            #expect(post.recipients == ["ben@example.jp"])
            await post.after(59)
            #expect(post.office.tried.count == 2)
            await post.after(1)
            await post.after(119)
            #expect(post.office.tried.count == 3)
            post.office.fail(nil, for: "anna@example.jp")
            await post.after(1)
            #expect(post.recipients == ["ben@example.jp", "anna@example.jp"])
        }
    }

    @Test func `a refused address is given up at once and the others go on`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived)
            post.office.fail(.noMailbox(code: 550), for: "anna@example.jp")
            try await post.send()
            for _ in 0..<50 { await post.after(60) }
            #expect(post.recipients == ["ben@example.jp"])
            #expect(post.office.tried.count == 2)
            let delivery = try await post.house.storage.notices.delivery(now: post.house.clock.now)
            #expect(delivery.refused.map(\.refusal.problem) == ["no-mailbox-550"])
            #expect(post.log.lines.contains { $0.contains("A mail address was refused") })
        }
    }

    @Test func `a server that refuses everybody at the recipient loses no notice`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived)
            for person in ["anna@example.jp", "ben@example.jp"] {
                post.office.fail(.refused(code: 554, stage: .recipient), for: person)
            }
            try await post.send()
            for _ in 0..<30 { await post.after(60) }
            #expect(post.recipients.isEmpty)
            let delivery = try await post.house.storage.notices.delivery(now: post.house.clock.now)
            #expect(delivery.refused.isEmpty && delivery.waiting == 2 && delivery.givenUp == 0)
            for person in ["anna@example.jp", "ben@example.jp"] {
                post.office.fail(nil, for: person)
            }
            for _ in 0..<120 { await post.after(60) }
            #expect(post.recipients.sorted() == ["anna@example.jp", "ben@example.jp"])
        }
    }

    @Test func `a mail that is refused for its content keeps no other from the server for long`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived)
            post.office.fail(.refused(code: 554, stage: .content), for: "anna@example.jp")
            try await post.send()
            for _ in 0..<5 { await post.after(60) }
            #expect(post.recipients == ["ben@example.jp"])
            post.office.fail(nil, for: "anna@example.jp")
            for _ in 0..<60 { await post.after(60) }
            #expect(post.recipients == ["ben@example.jp", "anna@example.jp"])
        }
    }

    @Test func `a form that is not what was signed does not hold up the others`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            try await post.house.storage.writer.write {
                try $0.run("UPDATE form_versions SET signature = zeroblob(64)")
            }
            let rest = await post.after(0)
            #expect(rest > .zero && post.office.tried.isEmpty)
            #expect(post.log.lines.contains { $0.contains("A notice cannot be made") })
        }
    }
}

import Genkan
import GenkanOutbound
import GenkanTesting
import Testing

@testable import GenkanCommand
@testable import GenkanStorage

/// What happens while a mail server does not do what it should.
@Suite struct FailingDeliveryTests {
    @Test func `a server that does not work is asked once at a time, later and later`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.ask(post.ben, .arrived)
            try await post.send()
            for _ in 0..<7 { post.office.fail(.cannotConnect) }
            await post.after(0)
            #expect(post.office.tried.count == 1)
            var waits: [Int] = []
            for tries in 2...8 {
                var waited = 0
                while post.office.tried.count < tries {
                    // What arrives meanwhile wakes nobody up.
                    if waited % 600 == 0 { try await post.send("Vera \(tries) \(waited)") }
                    await post.after(60)
                    waited += 60
                }
                waits.append(waited / 60)
            }
            #expect(waits == [1, 2, 5, 15, 30, 60, 60])
            // The last of them was taken; so is all the rest at once.
            #expect(Set(post.recipients) == ["anna@example.jp", "ben@example.jp"])
            #expect(post.office.taken.count == 2)
            let delivery = try await post.house.storage.notices.delivery(now: post.house.clock.now)
            #expect(delivery.isWell && delivery.waiting == 0)
        }
    }

    @Test func `that it fails is told once, and that it works again`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            post.office.fail(.certificateRefused, .timedOut(.greeting))
            for seconds in [0, 60, 120] { await post.after(seconds) }
            #expect(post.office.taken.count == 1)
            let lines = post.log.lines.filter { $0.contains("Mail is") }
            #expect(
                lines == [
                    "error Mail is not delivered; it is tried again reason=certificate-refused",
                    "notice Mail is delivered again ",
                ])
            #expect(!post.log.lines.contains { $0.contains("example.jp") })
        }
    }

    @Test func `a mail that may have been taken keeps its name, one that was not gets another`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send("Vera")
            post.office.fail(.unknown, .connectionLost(.recipient))
            await post.after(0)
            try await post.send("Wim")
            await post.after(60)
            await post.after(120)
            let ids = post.office.tried.map(\.id)
            #expect(ids.count >= 3 && ids[0] == ids[1] && ids[2] != ids[1])
            // What the first mail told of and what came later, all of it once.
            #expect(post.office.taken.map(\.subject.text) == ["Contact: 2 new inquiries"])
        }
    }

    @Test func `when the house is closed in the middle, nothing was tried`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            post.office.fail(.cancelled)
            await post.after(0)
            let rows = try await post.house.storage.writer.write {
                try $0.number("SELECT count(*) FROM outbox WHERE tries = 0 AND problem IS NULL")
            }
            #expect(rows == 1)
            await post.after(0)
            #expect(post.office.taken.count == 1)
        }
    }
}

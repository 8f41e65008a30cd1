import Genkan
import GenkanOutbound
import GenkanTesting
import GenkanWeb
import Logging
import ServiceLifecycle
import Testing

@testable import GenkanCommand
@testable import GenkanStorage

/// When it wakes, and how it ends.
@Suite struct NoticeSenderTests {
    @Test func `a commit wakes it, what waited from before is sent, and it ends when told`()
        async throws
    {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send("Vera")
            let sender = NoticeSender(
                round: post.round, commits: post.house.storage.board.commits(),
                pause: .milliseconds(1))
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [sender], logger: post.log.logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await eventually { post.office.taken.count == 1 }
                try await post.send("Wim")
                try await eventually { post.office.taken.count == 2 }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }

    @Test func `a server that hangs does not hold the end of the house up`() async throws {
        try await PostHouse.run { post in
            try await post.ask(post.house.anna, .arrived)
            try await post.send()
            let hanging = AsyncStream.makeStream(of: Void.self)
            let clock = post.house.clock
            let round = NoticeRound(
                notices: post.house.storage.notices,
                mail: try NoticeMail(
                    letters: NoticeLetters(), sender: #require(MailAddress("forms@example.jp")),
                    senderName: "", house: "https://forms.example.jp"),
                logger: post.log.logger, now: { clock.now }
            ) { _ throws(MailError) in
                hanging.continuation.yield()
                // Until the task is cancelled.
                for await _ in AsyncStream<Void>.makeStream().stream {}
                throw .cancelled
            }
            let sender = NoticeSender(
                round: round, commits: post.house.storage.board.commits(),
                farewell: .milliseconds(1))
            let group = ServiceGroup(
                configuration: ServiceGroupConfiguration(
                    services: [sender], logger: post.log.logger))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                for await _ in hanging.stream { break }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            let waiting = try await post.house.storage.notices.waiting(now: clock.now)
            #expect(waiting.count == 1)
        }
    }
}

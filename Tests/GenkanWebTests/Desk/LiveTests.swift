import Genkan
import GenkanStorage
import GenkanTesting
import Synchronization
import Testing

@testable import GenkanWeb

/// What an open page is told: by one answer that ends after what there is to tell (`once=yes`), and by a
/// stream that goes on.
@Suite struct LiveTests {
    private static let live = "/desk/live/forms/contact"

    private func mark(_ page: Exchange) throws -> String {
        String(try #require(page.body.firstMatch(of: /data-mark="([0-9]+)"/)).output.1)
    }

    @Test func `a page is told which cards came or changed since its mark`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let mark = try mark(try await browser.get("/desk/forms/contact/board"))
            let quiet = try await browser.get(Self.live + "?once=yes&mark=\(mark)")
            #expect(quiet["content-type"] == "text/event-stream; charset=utf-8")
            #expect(quiet["cache-control"] == "no-store")
            #expect(!quiet.body.contains("event: cards"))
            try await house.send(["name": "Vera"])
            let told = try await browser.get(Self.live + "?once=yes&mark=\(mark)")
            let event = try #require(
                told.body.firstMatch(
                    of: /id: ([0-9]+)\nevent: cards\ndata: \["([0-9a-f-]{36})"\]\n\n/))
            #expect(!told.body.contains("Vera"))
            // From there on there is nothing new; the browser sends the id back in a header.
            let next = try await browser.send(
                "GET", Self.live + "?once=yes&mark=\(mark)", ["Last-Event-ID: \(event.output.1)"])
            #expect(!next.body.contains("event: cards"))
            let card = try await browser.get(
                "\(Self.live)/cards?card=\(event.output.2)")
            #expect(card.body.contains("Vera"))
            #expect(card.body.contains("data-column=\"unhandled\" data-count=\"1\""))
        }
    }

    @Test func `a card that the filter lets through no more is not among those that are asked for`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            let id = try #require(page.body.firstMatch(of: /data-card="([0-9a-f-]{36})"/)).output.1
            let all = try await browser.get("\(Self.live)/cards?card=\(id)")
            #expect(all.body.contains("id=\"card-\(id)\""))
            let mine = try await browser.get("\(Self.live)/cards?assignee=me&card=\(id)")
            #expect(mine.status == 200 && !mine.body.contains("id=\"card-\(id)\""))
        }
    }

    @Test func `the next slice of a column comes as entries of its list`() async throws {
        try await DeskHouse.run { house in
            for number in 1...22 { try await house.send(["name": "Vera \(number)"]) }
            let browser = try await house.annasBrowser()
            let page = try await browser.get("/desk/forms/contact/board")
            let next = try #require(page.body.firstMatch(of: /data-next="([^"]+)"/)).output.1
            let address = next.replacing("&amp;", with: "&").replacing("&#61;", with: "=")
            let slice = try await browser.get(String(address))
            #expect(slice.body.matches(of: /data-card="/).count == 12)
            #expect(!slice.body.contains("column-more"))
            let shown = Set(page.body.matches(of: /data-card="([^"]+)"/).map(\.output.1))
            let more = Set(slice.body.matches(of: /data-card="([^"]+)"/).map(\.output.1))
            #expect(shown.isDisjoint(with: more))
            let bad = try await browser.get("\(Self.live)/columns/unhandled")
            #expect(bad.status == 400)
        }
    }

    @Test func `who loses the session, or the form, is told so and nothing more`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser(), ben = try await house.bensBrowser()
            let stream = ben.posting("/desk/sign-out", ["csrf": try await ben.csrf()])
            let page = try await ben.get(Self.live + "?once=yes")
            #expect(page.status == 200 && !page.body.contains("event: over"))
            _ = try await stream()
            let gone = try await ben.get(Self.live + "?once=yes")
            #expect(gone.status == 303)
            #expect(try await anna.get(Self.live + "?once=yes").status == 200)
        }
    }

    @Test func `asking what is new is no use of the session`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let board = "/desk/forms/contact/board?quiet=yes"
            #expect(try await browser.get(board).status == 200)
            for _ in 0..<4 {
                house.clock.advance(by: .seconds(140))
                _ = try await browser.get(Self.live + "?once=yes")
                #expect(try await browser.get(board).status == 200)
            }
            house.clock.advance(by: .seconds(140))
            #expect(try await browser.get(board)["location"]?.hasPrefix("/desk/lock") == true)
            #expect(try await browser.get("/desk/forms").status == 303)
        }
    }

    @Test func `of another form, and of a card elsewhere, nothing is told`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            #expect(try await browser.get("/desk/live/forms/other?once=yes").status == 404)
            let nowhere = "01234567-89ab-7def-8123-456789abcdef"
            #expect(
                try await browser.get(Self.live + "?once=yes&card=\(nowhere)").status == 404)
        }
    }
}

@Suite struct PresenceTests {
    private let form = FormID(high: 1, low: 1)
    private let card = SubmissionID(high: 2, low: 2)
    private let anna = PersonID(high: 3, low: 3)
    private let ben = PersonID(high: 4, low: 4)

    @Test func `somebody is there as long as one of their pages is open`() {
        let presence = Presence(moment: { .now })
        let first = presence.enter(card, of: form, anna)
        let second = presence.enter(card, of: form, anna)
        presence.leave(first)
        #expect(presence.visitors(of: form)[card]?.map(\.person) == [anna])
        presence.leave(second)
        #expect(presence.visitors(of: form).isEmpty)
        presence.leave(second)
    }

    @Test func `who writes is told as writing until the last key is some seconds old`() {
        let now = Moments()
        let presence = Presence(moment: { now.now })
        presence.type(card, of: form, anna)
        #expect(presence.visitors(of: form).isEmpty)
        _ = presence.enter(card, of: form, anna)
        _ = presence.enter(card, of: form, ben)
        presence.type(card, of: form, anna)
        #expect(presence.visitors(of: form)[card]?.map(\.isTyping) == [true, false])
        now.advance(by: Presence.typing)
        #expect(presence.visitors(of: form)[card]?.map(\.isTyping) == [false, false])
    }

    /// A clock that stands until it is moved.
    private final class Moments: Sendable {
        private let time = Mutex(ContinuousClock.Instant.now)

        var now: ContinuousClock.Instant { time.withLock(\.self) }

        func advance(by duration: Duration) {
            time.withLock { $0 = $0.advanced(by: duration) }
        }
    }

    @Test func `of one form only those who watch it are woken`() async {
        let presence = Presence(moment: { .now })
        var watching = presence.watch(form).makeAsyncIterator()
        let other = presence.enter(card, of: FormID(high: 9, low: 9), anna)
        presence.leave(other)
        _ = presence.enter(card, of: form, anna)
        #expect(await watching.next() != nil)
        #expect(presence.visitors(of: form).count == 1)
    }
}

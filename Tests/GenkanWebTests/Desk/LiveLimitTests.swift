import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// What an open page may not do to the house.
@Suite struct LiveLimitTests {
    private static let live = "/desk/live/forms/contact"

    @Test(arguments: ["-9223372036854775808", "-1", "9223372036854775807", "x", ""])
    func `no mark brings the house down`(mark: String) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let told = try await browser.get(Self.live + "?once=yes&mark=\(mark)")
            #expect(told.status == 200)
            let header = try await browser.send(
                "GET", Self.live + "?once=yes", ["Last-Event-ID: \(mark)"])
            #expect(header.status == 200)
            #expect(try await browser.get("/desk/today").status == 200)
        }
    }

    @Test func `nobody is led to what scripts ask for by a link from elsewhere`() async throws {
        try await DeskHouse.run { house in
            let page = try await house.browser().send(
                "GET", Self.live + "?mark=1",
                [
                    "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate",
                    "Sec-Fetch-Dest: document", "Sec-Fetch-User: ?1",
                ])
            #expect(!page.body.contains("http-equiv"))
        }
    }

    @Test func `so many pages of a person are told, and of all, and those that end make room`() {
        let streams = LiveStreams()
        let people = (1...100).map { PersonID(high: 0, low: UInt64($0)) }
        for _ in 0..<LiveStreams.mostOfPerson { #expect(streams.enter(people[0])) }
        #expect(!streams.haveRoom(for: people[0]) && !streams.enter(people[0]))
        #expect(streams.haveRoom(for: people[1]))
        streams.leave(people[0])
        #expect(streams.enter(people[0]))
        var count = LiveStreams.mostOfPerson
        for person in people.dropFirst() {
            while count < LiveStreams.most, streams.enter(person) { count += 1 }
        }
        #expect(count == LiveStreams.most && !streams.haveRoom(for: people[99]))
    }
}

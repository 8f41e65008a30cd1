import GenkanTesting
import Testing

@testable import Genkan
@testable import GenkanWeb

/// Words drawn at random, wherever somebody makes a password.
@Suite struct SuggestionTests {
    @Test
    func `a newcomer, who changes a password and who has lost it are each offered fresh words`()
        async throws
    {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let slip = try await house.invite("carol", anna)
            let newcomer = house.browser(), stranger = house.browser()
            var drawn: Set<String> = []
            for _ in 1...2 {
                drawn.insert(try words(await newcomer.post("/desk/join", ["code": slip.code])))
                drawn.insert(try words(await anna.get("/desk/password")))
                drawn.insert(try words(await stranger.get("/desk/recover")))
            }
            #expect(drawn.count == 6)
        }
    }

    @Test func `what is offered is taken`() async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let page = try await anna.get("/desk/password")
            let words = try words(page)
            let answer = try await anna.post(
                "/desk/password",
                [
                    "csrf": page.field("csrf"), "old": TestHouse.annasPassword,
                    "password": words, "again": words,
                ])
            #expect(answer["location"] == "/desk/password?done=yes")
            try await house.browser().signIn("anna", words)
        }
    }

    /// The six words a page offers, all of them of the list.
    private func words(_ page: Exchange) throws -> String {
        let offered = try #require(
            page.body.firstMatch(of: /<code class="suggestion" translate="no">([a-z-]+)<\/code>/),
            "no words: \(page.body)"
        ).1
        let words = offered.split(separator: "-").map(String.init)
        let areKnown = words.allSatisfy { word in SuggestionWords.all.contains { $0 == word } }
        #expect(words.count == 6 && areKnown, "\(offered)")
        return String(offered)
    }
}

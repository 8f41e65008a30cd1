import GenkanTesting
import OpenSSL
import Proofs
import Testing

@testable import Genkan
@testable import GenkanStorage
@testable import GenkanWeb

/// What looks like spam is held, gets the same receipt as everything else, and is never lost.
@Suite struct SpamTests {
    private static let long =
        "Please mend the seat of my old chair, which is from my grandmother's kitchen."

    private func send(
        _ house: EntranceHouse, _ name: String, _ message: String, page: Exchange? = nil,
        id: String = SubmissionName.fresh()
    ) async throws -> Exchange {
        var pairs = [
            ("name", name), ("email", "vera@example.test"), ("message", message),
            ("altcha", try house.token()), ("_submission", id), ("_language", "en"),
        ]
        if let page { pairs.append(("_token", try page.field("_token"))) }
        return try await house.post(pairs)
    }

    private func held(_ house: EntranceHouse) async throws -> [String] {
        try await house.storage.staff.readers.read { connection in
            try connection.all("SELECT coalesce(held, '') FROM submissions") {
                try $0[0] as String
            }.sorted()
        }
    }

    @Test func `many links are held, and the visitor reads what every visitor reads`() async throws
    {
        try await EntranceHouse.run { (house: EntranceHouse) async throws -> Void in
            let links = String(repeating: "https://example.jp ", count: 6)
            let one = try await send(house, "Vera", "hello")
            let other = try await send(house, "Wanda", links)
            #expect(one.status == 303 && other.status == 303)
            #expect(Set(one.headers.map(\.name)) == Set(other.headers.map(\.name)))
            #expect(try await held(house) == ["", "links"])
        }
    }

    @Test func `what comes sooner than a person can is held, from the page's first showing on`()
        async throws
    {
        try await EntranceHouse.run { (house: EntranceHouse) async throws -> Void in
            let page = try await house.get("/f/contact?lang=en")
            house.clock.advance(by: .seconds(1))
            #expect(try await send(house, "Vera", "hello", page: page).status == 303)
            #expect(try await held(house) == ["hasty"])
            house.clock.advance(by: .seconds(1))
            #expect(try await send(house, "Wanda", "hello", page: page).status == 303)
            #expect(try await held(house) == ["", "hasty"])
            // A page that comes back is as old as it was: who has corrected one field sends at once.
            let back = try await house.post([
                ("name", ""), ("_token", try page.field("_token")), ("_language", "en"),
            ])
            #expect(try back.status == 422 && back.field("_token") == page.field("_token"))
            let forged = try await house.post([("name", ""), ("_token", "x"), ("_language", "en")])
            #expect(try forged.field("_token") != "x")
        }
    }

    @Test func `the same long text is held from the fourth time on, of whoever it comes`()
        async throws
    {
        try await EntranceHouse.run { (house: EntranceHouse) async throws -> Void in
            let id = SubmissionName.fresh()
            for _ in 1...5 {
                // A retry is no repetition.
                #expect(try await send(house, "Vera", Self.long, id: id).status == 303)
            }
            for number in 2...4 {
                let text = number == 3 ? Self.long.uppercased() : Self.long
                #expect(try await send(house, "\(number)", text).status == 303)
            }
            #expect(try await held(house) == ["", "", "", "repetition"])
            // An hour later it is forgotten.
            house.clock.advance(by: .seconds(3_700))
            #expect(try await send(house, "Later", Self.long).status == 303)
            #expect(try await held(house).count { $0 == "repetition" } == 1)
        }
    }

    @Test func `memory is bounded, and a clock that goes back forgets nothing`() throws {
        let key = try ProofKey(SecretBytes.random(count: 32))
        let texts = RepeatedTexts(capacity: 2)
        let marks = try ["a", "b", "c"].map { try TextMark(Array($0.utf8), form: "f", key: key) }
        for mark in marks { texts.add(mark, now: 10_000) }
        #expect(marks.map { texts.count(of: $0, now: 10_000) } == [1, 1, 0])
        texts.add(marks[0], now: 500)
        #expect(texts.count(of: marks[0], now: 500) == 2)
        #expect(texts.count(of: marks[0], now: 2_301) == 2)
        #expect(texts.count(of: marks[0], now: 4_200) == 0)
        #expect(try TextMark(Array("a".utf8), form: "g", key: key) != marks[0])
    }
}

import Foundation
import Testing

@Suite struct WholeWayTests {
    @Test func `what vera sends is on the board and in the CSV`()
        async throws
    {
        let canary = "山茶花\(UUID().uuidString.prefix(8))"
        let house = try await RealHouse()
        let served = try await house.serve()
        let visitor = Browser(house)
        let receipt = try #require(try await visitor.submit(to: "contact", Inquiry.from(canary)))
        // A plain post without a script and with a mistake: the page comes back with what was typed.
        let kept = try await visitor.post("/f/contact", ["name": canary, "email": "nobody"])
        #expect(kept.status == 422 && kept.text.contains(canary))
        try await visitor.close()

        let anna = Browser(house)
        #expect(try await anna.signIn("anna", "not the password of anna") == false)
        #expect(try await anna.signIn("anna", RealHouse.password))
        let board = try await anna.get("/desk/forms/contact/board")
        #expect(board.status == 200 && board.text.contains(canary) && board.text.contains(receipt))
        let held = try #require(board.text.range(of: "column--held"))
        #expect(board.text[held.upperBound...].contains(receipt))
        let rows = try await anna.export("contact")
        #expect(rows.count == 1)
        #expect(rows[0].contains(receipt) && rows[0].contains(canary))
        try await anna.close()

        served.signal(SIGTERM)
        #expect(await served.status() == 0)
        let trail = try await house.run("audit", "verify")
        #expect(trail.status == 0, "\(trail.text)")
    }
}

/// What a visitor fills in.
enum Inquiry {
    static func from(_ name: String, message: String = "カタログを送ってください") -> KeyValuePairs<
        String, String
    > {
        [
            "name": name, "kana": "ヤマダ ハナコ", "email": "vera@example.jp",
            "phone": "03-1234-5678", "topic": "product", "message": "\(message) \(name)",
            "privacy": "yes",
        ]
    }
}

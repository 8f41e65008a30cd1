import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Wrong codes after a right password are counted over all sign-ins of a person.
@Suite struct CodeTriesTests {
    /// Somebody at an address of their own who has given a password on the first page.
    private func stranger(
        _ house: GuardHouse, _ number: Int, password: String = TestHouse.annasPassword
    ) async throws -> DeskBrowser {
        let stranger = house.browser(at: "10.2.0.\(number)")
        let answer = try await stranger.post(
            "/desk/sign-in", ["name": "anna", "password": password])
        #expect(answer["location"] == "/desk/sign-in/code")
        return stranger
    }

    private func giveWrongCodes(_ stranger: DeskBrowser, _ count: Int) async throws {
        for _ in 0..<count {
            _ = try await stranger.post("/desk/sign-in/code", ["code": "not one"])
        }
    }

    private func giveRightCode(
        _ stranger: DeskBrowser, _ house: GuardHouse
    ) async throws -> Exchange {
        try await stranger.post(
            "/desk/sign-in/code", ["code": house.authenticators.code(of: "anna")])
    }

    @Test func `after ten wrong ones a right one counts as wrong, except on the owner's device`()
        async throws
    {
        try await GuardHouse.run { house in
            let owner = house.browser(at: "192.0.2.1")
            try await owner.signIn("anna", TestHouse.annasPassword)
            for number in 1...2 { try await giveWrongCodes(stranger(house, number), 5) }
            let late = try await stranger(house, 3)
            let wrong = try await late.post("/desk/sign-in/code", ["code": "not one"])
            let right = try await giveRightCode(late, house)
            #expect(right.status == 422 && right.body == wrong.body)
            let event = try #require(try await house.house.storage.audit.newest(1).first)
            #expect(event.details.contains(.word(.reason, "too-many-codes")))
            try await owner.signIn("anna", TestHouse.annasPassword)
            house.clock.advance(by: .seconds(3_500))
            #expect(try await giveRightCode(stranger(house, 5), house).status == 422)
            house.clock.advance(by: .seconds(200))
            let patient = try await giveRightCode(stranger(house, 4), house)
            #expect(patient.status == 303)
        }
    }

    @Test func `who does not know the password uses up nothing`() async throws {
        try await GuardHouse.run { house in
            try await house.browser(at: "192.0.2.1").signIn("anna", TestHouse.annasPassword)
            for number in 1...4 {
                let guesser = try await stranger(house, number, password: "not the password")
                try await giveWrongCodes(guesser, 5)
            }
            let answer = try await giveRightCode(stranger(house, 5), house)
            #expect(answer.status == 303)
        }
    }

    @Test func `a right one gives back what it took`() async throws {
        try await GuardHouse.run { house in
            try await house.browser(at: "192.0.2.1").signIn("anna", TestHouse.annasPassword)
            for number in 1...12 {
                let answer = try await giveRightCode(stranger(house, number), house)
                #expect(answer.status == 303, "\(number)")
                house.clock.advance(by: .seconds(30))
            }
        }
    }
}

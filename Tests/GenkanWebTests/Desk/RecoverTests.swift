import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// The recovery code lets an administrator in when nobody else can.
@Suite struct RecoverTests {
    private static let fresh = "seven quiet herons over the lake"

    private func fields(
        _ house: DeskHouse, name: String = "anna", code: String? = nil
    ) -> [String: String] {
        [
            "code": code ?? house.recoveryCode, "name": name, "password": Self.fresh,
            "again": Self.fresh,
        ]
    }

    @Test func `who has lost everything comes in with new keys and opens what was sent before`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let old = try await house.annasBrowser()
            let browser = house.browser()
            let answer = try await browser.post("/desk/recover", fields(house))
            #expect(answer["location"] == "/desk/sign-in?again=recovered")
            // Sessions, password and second factor of before count no more.
            #expect(try await old.get("/desk/forms").status == 303)
            let first = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            #expect(first["location"] == "/desk/sign-in/code")
            try await browser.signIn("anna", Self.fresh)
            let board = try await browser.get("/desk/forms/contact/board")
            #expect(board.body.contains("Vera"))
            let event = try #require(
                try await house.storage.audit.newest(20).first { $0.kind == .personRenewed })
            #expect(event.details.contains(.word(.reason, "recovery-code")))
        }
    }

    /// Their invitations were signed with the keys that were lost; none of it looks like tampering.
    @Test(arguments: [false, true])
    func `what they had invited is withdrawn, whether or not it was accepted`(
        isAccepted: Bool
    ) async throws {
        try await DeskHouse.run { house in
            let annas = try await house.annasBrowser()
            let slip = try await house.invite("carol", annas)
            if isAccepted {
                _ = try await house.join(slip.code, as: "carol", house.browser())
            }
            let browser = house.browser()
            _ = try await browser.post("/desk/recover", fields(house))
            try await browser.signIn("anna", Self.fresh)
            let people = try await browser.get("/desk/people")
            #expect(people.status == 200 && !people.body.contains("carol"))
            #expect(!people.body.contains("not what was signed"))
            let late = try await house.browser().post("/desk/join", ["code": slip.code])
            #expect(late.body.contains("was withdrawn"))
            let kinds = try await house.storage.audit.newest(40).map(\.kind)
            #expect(kinds.contains(.invitationWithdrawn) && !kinds.contains(.tamperingRefused))
        }
    }

    @Test func `somebody new may come in by it, nobody by the name of who is no administrator`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = house.browser()
            let taken = try await browser.post("/desk/recover", fields(house, name: "ben"))
            #expect(taken.status == 422 && taken.body.contains("is no administrator"))
            #expect(taken.isAbout("name"))
            let answer = try await browser.post("/desk/recover", fields(house, name: "dora"))
            #expect(answer.status == 303)
            try await browser.signIn("dora", Self.fresh)
            #expect(try await browser.get("/desk/people").status == 200)
            #expect(try await house.annasBrowser().get("/desk/forms").status == 200)
        }
    }

    @Test func `from where no administrator may come, a right code lets nobody in either`()
        async throws
    {
        try await DeskHouse.run { house in
            let office = try #require(AddressRange("203.0.113.0/24"))
            _ = try await house.storage.networks.change(
                .allow([office]), for: .administrator, by: .command, now: house.clock.now)
            let browser = house.browser()
            let wrong = try await browser.post("/desk/recover", fields(house, code: "not a code"))
            #expect(wrong.status == 422)
            let answer = try await browser.post("/desk/recover", fields(house))
            #expect(answer.status == 403 && answer.body.contains("127.0.0.1"))
            #expect(try await house.storage.audit.newest(1).first?.kind == .turnedAway)
            _ = try await house.storage.networks.change(
                .everywhere, for: .administrator, by: .command, now: house.clock.now)
            try await house.browser().signIn("anna", TestHouse.annasPassword)
        }
    }

    @Test(arguments: ["", "0000-0000-0000-0000-0000-0000-0000", "not a code"])
    func `another code changes nothing and is written down`(code: String) async throws {
        try await DeskHouse.run { house in
            let anna = try await house.annasBrowser()
            let browser = house.browser()
            let answer = try await browser.post("/desk/recover", fields(house, code: code))
            #expect(answer.status == 422 && answer.body.contains("recovery code"))
            #expect(answer.isAbout("code"))
            #expect(!answer.body.contains(Self.fresh))
            let event = try #require(try await house.storage.audit.newest(1).first)
            #expect(event.kind == .credentialRefused)
            #expect(try await anna.get("/desk/forms").status == 200)
        }
    }

    @Test func `guesses are slowed down, together with those of invitations`() async throws {
        try await DeskHouse.run { house in
            let browser = house.browser()
            for number in 0..<5 {
                let answer =
                    try await number.isMultiple(of: 2)
                    ? browser.post("/desk/recover", fields(house, code: "nothing"))
                    : browser.post("/desk/join", ["code": "AAAA-AAAA-AAAA-AAAA"])
                #expect(answer.status == 422)
            }
            let answer = try await browser.post("/desk/recover", fields(house))
            #expect(answer.status == 429 && answer["retry-after"] != nil)
        }
    }

    @Test func `a password that is too easy is refused before the code is looked at`() async throws
    {
        try await DeskHouse.run { house in
            var fields = fields(house)
            let nobody = try await house.browser().post("/desk/recover", fields.adding("name", ""))
            #expect(nobody.status == 422 && nobody.isAbout("name"))
            fields["password"] = "passwordpassword"
            fields["again"] = "passwordpassword"
            let answer = try await house.browser().post("/desk/recover", fields)
            #expect(answer.status == 422 && answer.isAbout("password"))
            fields["password"] = Self.fresh
            #expect(try await house.browser().post("/desk/recover", fields).isAbout("again"))
            let events = try await house.storage.audit.newest(3).map(\.kind)
            #expect(!events.contains(.credentialRefused))
        }
    }
}

extension Exchange {
    /// Whether the problem on a page is tied to a field, and to no other.
    func isAbout(_ field: String) -> Bool {
        let marked = body.split(separator: "<input ").filter { $0.contains("aria-invalid") }
        return marked.count == 1 && marked[0].contains(#"id="\#(field)""#)
            && marked[0].contains("problem")
    }
}

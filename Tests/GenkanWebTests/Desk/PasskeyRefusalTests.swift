import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// What a passkey must not get through with. Every refusal is the same page.
@Suite struct PasskeyRefusalTests {
    /// What is wrong with an assertion.
    enum Wrong: CaseIterable, Sendable {
        case origin, subdomain, otherPort, http, party, unverified, absent, type, challenge,
            crossOrigin, foreignUser, noUser, signature, otherOutput, noOutput, shortOutput,
            unknownID, ofSecondFactor, replayed, late, noTicket, empty
    }

    private func fields(
        _ wrong: Wrong, _ house: DeskHouse, _ passkey: SoftPasskey, _ browser: DeskBrowser
    ) async throws -> [String: String] {
        let options = try await browser.get("/desk/sign-in/passkey").body
        if wrong == .ofSecondFactor {
            let door = try await house.passwordGiven()
            let other = try await door.get("/desk/sign-in/code/passkey").body
            // An output is no secret to the person whose passkey it is.
            let output = try passkey.asserted(options)["prf"]
            return try passkey.asserted(other).adding("prf", output ?? "")
        }
        let good = try passkey.asserted(options, lies: lies(wrong))
        switch wrong {
        case .noUser: return good.adding("user", "")
        case .signature: return good.adding("signature", SoftPasskey.text([1, 2, 3]))
        case .otherOutput:
            return good.adding("prf", try SoftPasskey().asserted(options)["prf"] ?? "")
        case .noOutput: return good.filter { $0.key != "prf" }
        case .shortOutput: return good.adding("prf", "AAAA")
        case .unknownID: return good.adding("id", SoftPasskey.text([1, 2, 3]))
        case .replayed:
            let first = try await house.browser().post("/desk/sign-in/passkey", good)
            try #require(first.status == 303)
            return try passkey.asserted(options)
        case .late:
            house.clock.advance(by: .seconds(300))
            return good
        case .noTicket: return good.filter { $0.key != "ticket" }
        case .empty: return [:]
        default: return good
        }
    }

    /// What the authenticator says wrongly.
    private func lies(_ wrong: Wrong) -> SoftPasskey.Lies {
        var lies = SoftPasskey.Lies()
        switch wrong {
        case .origin: lies.origin = "https://evil.example"
        case .subdomain: lies.origin = "https://a.forms.example.test"
        case .otherPort: lies.origin = "https://forms.example.test:8443"
        case .http: lies.origin = "http://forms.example.test"
        case .party: lies.party = "evil.example"
        case .unverified: lies.flags = 1
        case .absent: lies.flags = 4
        case .type: lies.type = "webauthn.create"
        case .challenge: lies.challenge = SoftPasskey.text([UInt8](repeating: 1, count: 32))
        case .crossOrigin: lies.crossOrigin = true
        case .foreignUser: lies.user = [UInt8](repeating: 1, count: 32)
        default: break
        }
        return lies
    }

    @Test(arguments: Wrong.allCases)
    func `a wrong assertion is refused, and like every other`(wrong: Wrong) async throws {
        try await DeskHouse.run { house in
            let passkey = try await house.registered(try await house.annasBrowser())
            let browser = house.browser()
            let fields = try await fields(wrong, house, passkey, browser)
            let answer = try await browser.post("/desk/sign-in/passkey", fields)
            let nothing = try await browser.post("/desk/sign-in/passkey", ["id": "AAAA"])
            #expect(answer.status == 422 && answer.body == nothing.body)
            #expect(browser.cookies["__Host-genkan"] == nil)
            #expect(try await browser.get("/desk")["location"]?.contains("sign-in") == true)
        }
    }

    @Test func `an assertion that was sent once is worth nothing the second time`() async throws {
        try await DeskHouse.run { house in
            let passkey = try await house.registered(try await house.annasBrowser())
            let options = try await house.browser().get("/desk/sign-in/passkey").body
            let fields = try passkey.asserted(options)
            #expect(try await house.browser().post("/desk/sign-in/passkey", fields).status == 303)
            #expect(try await house.browser().post("/desk/sign-in/passkey", fields).status == 422)
        }
    }

    @Test func `so many refused passkeys of one address, and the next one waits`() async throws {
        try await DeskHouse.run { house in
            let passkey = try await house.registered(try await house.annasBrowser())
            let browser = house.browser()
            for _ in 0..<5 {
                let answer = try await browser.post("/desk/sign-in/passkey", ["id": "AAAA"])
                #expect(answer.status == 422)
            }
            let options = try await browser.get("/desk/sign-in/passkey").body
            let answer = try await browser.post(
                "/desk/sign-in/passkey", passkey.asserted(options))
            #expect(answer.status == 429 && answer["retry-after"] != nil)
        }
    }

    @Test func `a registration that is wrong adds nothing`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let csrf = try await browser.get("/desk/passkeys").field("csrf")
            let own = ["csrf": csrf, "password": TestHouse.annasPassword, "name": "blue key"]
            var lies = [SoftPasskey.Lies](repeating: SoftPasskey.Lies(), count: 4)
            lies[0].origin = "https://evil.example"
            lies[1].party = "evil.example"
            lies[2].flags = 1
            lies[3].type = "webauthn.get"
            for lie in lies {
                let options = try await house.options(browser, own)
                let fields = try SoftPasskey().made(options, lies: lie).merging(own) { $1 }
                let answer = try await browser.post("/desk/passkeys", fields)
                #expect(answer["location"] == "/desk/passkeys?problem=refused")
            }
            // A ticket of another purpose, and one that was used.
            let signIn = try await browser.get("/desk/sign-in/passkey").body
            let options = try await house.options(browser, own)
            let made = try SoftPasskey().made(options).merging(own) { $1 }
            let foreign = made.adding(
                "ticket", try SoftPasskey().asserted(signIn)["ticket"] ?? "")
            for (fields, expected) in [
                (foreign, "problem=refused"), (made, "done=added"), (made, "problem=refused"),
                (made.adding("password", "wrong"), "problem=refused"),
            ] {
                let answer = try await browser.post("/desk/passkeys", fields)
                #expect(answer["location"] == "/desk/passkeys?\(expected)")
            }
        }
    }

    @Test func `no authenticator is asked before the password is right, five times at most`()
        async throws
    {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let csrf = try await browser.get("/desk/passkeys").field("csrf")
            for _ in 0..<5 {
                let answer = try await browser.post(
                    "/desk/passkeys/options", ["csrf": csrf, "password": "wrong"])
                #expect(answer.body == #"{"problem":"password"}"#)
            }
            let answer = try await browser.post(
                "/desk/passkeys/options", ["csrf": csrf, "password": TestHouse.annasPassword])
            #expect(answer.body == #"{"problem":"slow"}"#)
        }
    }

    @Test func `another site can send none of it`() async throws {
        try await DeskHouse.run { house in
            let passkey = try await house.registered(try await house.annasBrowser())
            let browser = house.browser()
            let options = try await browser.get("/desk/sign-in/passkey").body
            let fields = try passkey.asserted(options)
            browser.sentences = ["Origin: https://evil.example", "Sec-Fetch-Site: cross-site"]
            #expect(try await browser.post("/desk/sign-in/passkey", fields).status == 403)
        }
    }
}

extension DeskHouse {
    /// What the script of the page of passkeys gets. The limit on wrong passwords is not the matter here.
    func options(_ browser: DeskBrowser, _ own: [String: String]) async throws -> String {
        try await browser.post("/desk/passkeys/options", own).body
    }
}

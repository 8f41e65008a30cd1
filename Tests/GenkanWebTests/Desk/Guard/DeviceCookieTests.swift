import GenkanStorage
import GenkanTesting
import Proofs
import Testing

@testable import GenkanWeb

@Suite struct DeviceCookieTests {
    private func token(_ number: Int) -> String {
        String(repeating: "A", count: DeviceToken.length - 1) + String(number)
    }

    @Test func `it is for this host alone, for no script, and stays 180 days`() {
        let cookie = DeviceCookie().handing(token(1)) { _ in true }
        let parts = cookie.split(separator: "; ")
        #expect(parts[0] == "__Host-genkan-device=\(token(1))")
        #expect(
            Set(parts.dropFirst()) == [
                "Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=15552000",
            ])
    }

    @Test func `the newest comes first, and four are kept`() {
        let cookie = DeviceCookie(tokens: (1...4).map(token))
        let handed = cookie.handing(token(5)) { $0 != token(2) }
        #expect(
            handed.hasPrefix(
                "__Host-genkan-device=" + [5, 1, 3, 4].map(token).joined(separator: ".") + ";"))
        let more = DeviceCookie(tokens: (1...9).map(token)).handing(token(0)) { _ in true }
        #expect(
            more.hasPrefix(
                "__Host-genkan-device=" + (0...3).map(token).joined(separator: ".") + ";"))
    }

    @Test func `two people share a browser and are both known again`() async throws {
        try await GuardHouse.run { house in
            let browser = house.browser(at: "192.0.2.1")
            try await browser.signIn("anna", TestHouse.annasPassword)
            let first = try #require(browser.cookies[DeviceCookie.name])
            try await browser.signIn("ben", TestHouse.bensPassword)
            try await browser.signIn("anna", TestHouse.annasPassword)
            let tokens = try #require(browser.cookies[DeviceCookie.name]).split(separator: ".")
            #expect(tokens.count == 2)
            #expect(!tokens.contains(Substring(first)))
            for name in ["anna", "ben"] {
                let decision = try await house.decide(name, devices: tokens.map(String.init))
                #expect(decision == .goOn(.known))
            }
        }
    }

    @Test func `it opens nothing, and a wrong password hands out none`() async throws {
        try await GuardHouse.run { house in
            let browser = house.browser(at: "192.0.2.1")
            let answer = try await browser.post(
                "/desk/sign-in", ["name": "anna", "password": "not hers at all"])
            #expect(answer.status == 303)
            #expect(browser.cookies[DeviceCookie.name] == nil)
            // Nor is the second page reason enough, before the code was right.
            let code = try await browser.post("/desk/sign-in/code", ["code": "123456"])
            #expect(code.status == 422)
            #expect(browser.cookies[DeviceCookie.name] == nil)
            let device = try house.device(of: house.house.anna)
            for cookie in ["__Host-genkan-device=\(device)", "__Host-genkan=\(device)"] {
                let page = try await Exchange.get(
                    "/desk/forms", ["Cookie: \(cookie)"], from: house.server)
                #expect(page.status == 303)
                #expect(page["location"]?.hasPrefix("/desk/sign-in") == true)
            }
        }
    }

    @Test(arguments: ["", ".", "x", "a.b.c", "…", String(repeating: "A", count: 5_000)])
    func `a cookie that is none of ours is as good as none`(value: String) async throws {
        try await GuardHouse.run { house in
            let page = try await Exchange.get(
                "/desk/sign-in", ["Cookie: __Host-genkan-device=\(value)"], from: house.server)
            #expect(page.status == 200)
        }
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct ChangePasswordTests {
    private static let fresh = "seven quiet herons over the lake"

    @Test func `another password opens the same forms, and ends every other session`() async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let other = try await house.annasBrowser()
            let browser = try await house.annasBrowser()
            let copied = browser.copied()
            // Somebody who knows the old password stands before the second page.
            let halfway = house.browser()
            _ = try await halfway.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            let csrf = try await browser.get("/desk/password").field("csrf")
            let answer = try await browser.post(
                "/desk/password",
                [
                    "csrf": csrf, "old": TestHouse.annasPassword, "password": Self.fresh,
                    "again": Self.fresh,
                ])
            #expect(answer["location"] == "/desk/password?done=yes")
            #expect(try await other.get("/desk/forms").status == 303)
            #expect(try await browser.get("/desk/forms").status == 200)
            #expect(try await copied.get("/desk/forms").status == 303)
            let tooLate = try await halfway.post(
                "/desk/sign-in/code", ["code": house.authenticators.code(of: "anna")])
            #expect(tooLate["location"] == "/desk/sign-in?again=refused")
            let next = house.browser()
            try await next.signIn("anna", Self.fresh)
            #expect(try await next.get("/desk/forms/contact/board").body.contains("Vera"))
            let old = house.browser()
            _ = try await old.post(
                "/desk/sign-in", ["name": "anna", "password": TestHouse.annasPassword])
            let code = try house.authenticators.code(of: "anna")
            #expect(try await old.post("/desk/sign-in/code", ["code": code]).status == 422)
        }
    }

    @Test(
        arguments: [
            ("not the password", "seven quiet herons over the lake", nil),
            (TestHouse.annasPassword, TestHouse.annasPassword, nil),
            (TestHouse.annasPassword, "too short", nil),
            (TestHouse.annasPassword, "anna anna anna anna", nil),
            (TestHouse.annasPassword, "seven quiet herons over the lake", "another typing"),
        ] as [(String, String, String?)])
    func `what is wrong is told and changes nothing`(
        old: String, new: String, again: String?
    ) async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let csrf = try await browser.get("/desk/password").field("csrf")
            let answer = try await browser.post(
                "/desk/password",
                ["csrf": csrf, "old": old, "password": new, "again": again ?? new])
            #expect(answer.status == 422 && answer.body.contains("role=\"alert\""))
            #expect(!answer.body.contains(new))
            try await house.browser().signIn("anna", TestHouse.annasPassword)
        }
    }
}

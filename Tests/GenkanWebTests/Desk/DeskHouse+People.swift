import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

extension DeskHouse {
    /// The password of everybody who joins in a test.
    static let carolsPassword = "tablecloth river seven umbrellas"

    /// What the inviter gets to hand over.
    struct Slip: Sendable {
        let code: String
        let page: Exchange
    }

    /// Invites somebody new in an administrator's browser.
    func invite(
        _ name: String, role: Role = .staff, forms: [FormID] = [], _ browser: DeskBrowser,
        password: String = TestHouse.annasPassword
    ) async throws -> Slip {
        let page = try await browser.get("/desk/people/invite")
        var fields = [
            "csrf": try page.field("csrf"), "name": name, "role": role.rawValue,
            "password": password,
        ]
        if let form = forms.first { fields["forms"] = form.description }
        let answer = try await browser.post("/desk/people/invite", fields)
        try #require(answer.status == 200, "\(answer.body)")
        return Slip(code: try Self.code(on: answer), page: answer)
    }

    /// The code on the page that shows it once.
    static func code(on page: Exchange) throws -> String {
        String(
            try #require(
                page.body.firstMatch(of: /id="invitation-code"[^>]*>([0-9A-Z-]{19})</),
                "no code on the page: \(page.body)"
            ).1)
    }

    /// Types the code, scans the QR code and sends the rest.
    func join(_ code: String, as name: String, _ browser: DeskBrowser) async throws -> Exchange {
        let page = try await browser.post("/desk/join", ["code": code])
        try authenticators.scan(page, of: name)
        let answer = try await browser.post(
            "/desk/join/accept",
            [
                "code": code, "draft": try page.field("draft"), "password": Self.carolsPassword,
                "again": Self.carolsPassword, "first": try authenticators.code(of: name),
            ])
        if answer.status == 200 { try authenticators.keepCodes(answer, of: name) }
        return answer
    }

    /// Lets the first person in who waits for it.
    func confirm(
        _ code: String, _ browser: DeskBrowser, password: String = TestHouse.annasPassword
    ) async throws -> Exchange {
        let page = try await browser.get("/desk/people")
        let path = try #require(
            page.body.firstMatch(
                of: /action="(\/desk\/people\/invitations\/[0-9a-f-]{36}\/confirm)"/),
            "nobody waits: \(page.body)"
        ).1
        return try await browser.post(
            String(path), ["csrf": try page.field("csrf"), "password": password])
    }

    /// Sends one of the forms of a person's page.
    func post(
        _ action: String, _ fields: [String: String], about person: PersonID,
        _ browser: DeskBrowser, password: String = TestHouse.annasPassword
    ) async throws -> Exchange {
        let page = try await browser.get("/desk/people/\(person)")
        let own = ["csrf": try page.field("csrf"), "password": password]
        return try await browser.post(
            "/desk/people/\(person)/\(action)", fields.merging(own) { $1 })
    }
}

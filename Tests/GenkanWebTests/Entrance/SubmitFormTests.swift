import Foundation
import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

/// What vera gets when what she sends is right.
@Suite struct SubmitFormTests {
    static let vera = [("name", "山田 花子"), ("email", "vera@example.test")]

    @Test func `a plain post without a token gets a receipt and the thank-you page`() async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.post(Self.vera)
            #expect(answer.status == 303)
            let location = try #require(answer["location"])
            #expect(location.hasPrefix("/f/contact/thanks?receipt="))
            let page = try await house.get(location)
            #expect(page.status == 200)
            let code = try #require(Self.receipt(in: location))
            #expect(page.body.contains(">\(code.text)</span>"))
            #expect(!page.body.contains("花子") && !location.contains("vera"))
        }
    }

    @Test func `held or proven, the answer is the same but for the receipt`() async throws {
        try await EntranceHouse.run { house in
            let held = try await house.post(Self.vera + [("_homepage", "http://spam.test")])
            let proven = try await house.post(
                [("name", "b"), ("email", "b@example.test"), ("altcha", try house.token())])
            #expect(held.status == proven.status)
            #expect(held.headers.map(\.name) == proven.headers.map(\.name))
            #expect(held.body == proven.body)
        }
    }

    @Test func `a retry of the same opening of the form gets the same receipt`() async throws {
        try await EntranceHouse.run { house in
            let id = [("_submission", SubmissionName.fresh())]
            let token = try house.token()
            let first = try await house.post(Self.vera + id + [("altcha", token)])
            let again = try await house.post(Self.vera + id + [("altcha", token)])
            #expect(first.status == 303 && first["location"] == again["location"])
        }
    }

    @Test func `a double click on a page without an id is stored once`() async throws {
        try await EntranceHouse.run { house in
            let first = try await house.post(Self.vera)
            let again = try await house.post(Self.vera)
            #expect(first["location"] == again["location"])
        }
    }

    @Test func `the same answers of another address are another submission`() async throws {
        try await EntranceHouse.run(
            adjust: { $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self) }
        ) { house in
            var receipts: Set<String> = []
            let addresses = ["192.0.2.1", "192.0.2.2", "2001:db8::1", "2001:db8::2"]
            for address in addresses + addresses {
                let answer = try await house.post(Self.vera, ["X-Forwarded-For: \(address)"])
                #expect(answer.status == 303)
                receipts.insert(try #require(answer["location"]))
            }
            #expect(receipts.count == addresses.count)
        }
    }

    @Test func `JSON gets 201 with the receipt`() async throws {
        try await EntranceHouse.run { house in
            let body = #"{"name":"Vera","email":"vera@example.test","source":"api"}"#
            let answer = try await house.send(
                "POST", "/f/contact", ["Content-Type: application/json"], body)
            #expect(answer.status == 201)
            #expect(answer["content-type"] == "application/json")
            let object = try JSONDecoder().decode(
                [String: String].self, from: Data(answer.body.utf8))
            #expect(object.keys.sorted() == ["receipt", "signed_receipt"])
            #expect(ReceiptCode(object["receipt"] ?? "") != nil)
        }
    }

    @Test func `in JSON a consent is a boolean, and no name is`() async throws {
        let privacy = Field.test(
            "privacy", .consent, ja: "同意します", en: "I agree", isRequired: true)
        try await EntranceHouse.run([.contact(adding: [privacy])]) { house in
            for (name, status) in [(#""Vera""#, 201), ("true", 400), ("false", 400)] {
                let body = #"{"name":\#(name),"email":"v@example.test","privacy":true}"#
                let answer = try await house.send(
                    "POST", "/f/contact", ["Content-Type: application/json"], body)
                #expect(answer.status == status, "\(name)")
                #expect(answer.body.contains("wrong-type") == (status == 400))
            }
        }
    }

    @Test func `an Idempotency-Key makes a JSON retry one submission`() async throws {
        try await EntranceHouse.run { house in
            let headers = [
                "Content-Type: application/json", "Idempotency-Key: \(SubmissionName.fresh())",
            ]
            let body = #"{"name":"Vera","email":"vera@example.test"}"#
            let first = try await house.send("POST", "/f/contact", headers, body)
            let again = try await house.send("POST", "/f/contact", headers, body)
            #expect(first.status == 201 && first.body == again.body)
            let other = try await house.send(
                "POST", "/f/contact", headers, #"{"name":"Vera","email":"w@example.test"}"#)
            #expect(other.status == 409)
            #expect(other["content-type"] == "application/problem+json")
        }
    }

    @Test func `a form with a thank-you page of its own sends there`() async throws {
        let page = "https://www.example.jp/thanks"
        try await EntranceHouse.run([.contact(redirect: page)]) { house in
            let answer = try await house.post(Self.vera)
            #expect(answer.status == 303 && answer["location"] == page)
            let form = try await house.get("/f/contact")
            #expect(
                form["content-security-policy"]?
                    .contains("form-action 'self' https://www.example.jp;") == true)
        }
    }

    @Test func `nothing that was typed stands in the log, and no answer sets a cookie`()
        async throws
    {
        try await EntranceHouse.run { house in
            let canary = "canary-\(SubmissionName.fresh())"
            let right = try await house.post([("name", canary), ("email", "v@example.test")])
            let wrong = try await house.post([("name", canary), ("email", canary)])
            let foreign = try await house.post(
                [("name", canary)], ["Origin: https://\(canary.lowercased()).test"])
            for answer in [right, wrong, foreign] { #expect(answer["set-cookie"] == nil) }
            #expect(!house.server.log.lines.contains { $0.lowercased().contains("canary") })
        }
    }

    static func receipt(in location: String) -> ReceiptCode? {
        let query = location.split(separator: "?").last ?? ""
        return query.split(separator: "&").compactMap { pair in
            pair.hasPrefix("receipt=") ? ReceiptCode(String(pair.dropFirst(8))) : nil
        }.first
    }
}

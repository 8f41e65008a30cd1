import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import Sealing
import Testing

@testable import GenkanWeb

/// The receipt that proves something.
@Suite struct SignedReceiptTests {
    private static let vera = SubmitFormTests.vera

    @Test func `the thank-you page carries a receipt that the house signed`() async throws {
        try await EntranceHouse.run { house in
            let location = try #require(try await house.post(Self.vera)["location"])
            let code = try #require(SubmitFormTests.receipt(in: location))
            for language in ["ja", "en"] {
                let page = try await house.get(
                    location.replacing(/lang=../, with: "lang=" + language))
                #expect(page.status == 200 && page.body.contains(">\(code.text)</span>"))
                #expect(page.body.contains(language == "ja" ? "受付証明" : "Proof of receipt"))
                let time = language == "ja" ? "2026年11月23日（月）17:00" : "Mon 23 Nov 2026, 17:00"
                #expect(page.body.contains(">\(time)</time>"))
                let signed = try Self.signed(in: page.body)
                let statement = try house.statement(of: signed)
                #expect(statement.receipt.code == code && statement.form == "contact")
                #expect(
                    try await house.storage.submissions.standing(of: statement.receipt) == .same)
            }
        }
    }

    @Test func `it can be saved as a file`() async throws {
        try await EntranceHouse.run { house in
            let location = try #require(try await house.post(Self.vera)["location"])
            let code = try #require(SubmitFormTests.receipt(in: location))
            let page = try await house.get(location)
            let href = try #require(page.body.firstMatch(of: /href="(\/f\/contact\/receipt[^"]*)"/))
            let address = String(href.1).replacing("&#61;", with: "=").replacing("&amp;", with: "&")
            let file = try await house.get(address)
            #expect(file.status == 200 && file["content-type"] == "application/jose")
            #expect(
                file["content-disposition"] == "attachment; filename=\"contact-\(code.text).jws\"")
            #expect(file["cache-control"] == "no-store")
            let signed = file.body.trimmingCharacters(in: .newlines)
            #expect(try signed == Self.signed(in: page.body))
        }
    }

    @Test func `a program gets it with the receipt, and a retry the same`() async throws {
        try await EntranceHouse.run { house in
            let fields = Self.vera + [("_submission", SubmissionName.fresh())]
            var answers: [[String: String]] = []
            for _ in 0..<2 {
                let answer = try await house.post(fields, ["Accept: application/json"])
                #expect(answer.status == 201)
                answers.append(
                    try JSONDecoder().decode([String: String].self, from: Data(answer.body.utf8)))
            }
            #expect(answers[0] == answers[1])
            let statement = try house.statement(of: #require(answers[0]["signed_receipt"]))
            #expect(statement.receipt.code.text == answers[0]["receipt"])
        }
    }

    @Test func `a proof that this house did not give shows nothing and saves nothing`() async throws
    {
        let contact = Form.contact(), jobs = Form.contact(name: "jobs")
        try await EntranceHouse.run([contact, jobs]) { house in
            let location = try #require(try await house.post(Self.vera)["location"])
            let proof = try #require(location.firstMatch(of: /proof=([^&]*)/)).1
            let altered = proof.dropLast(2) + (proof.hasSuffix("AA") ? "BB" : "AA")
            for (form, proof) in [
                ("jobs", String(proof)), ("contact", String(altered)), ("contact", ""),
            ] {
                let page = try await house.get("/f/\(form)/thanks?proof=\(proof)")
                #expect(page.status == 200 && !page.body.contains("entrance-signed"))
                #expect(!page.body.contains("entrance-code"))
                #expect(try await house.get("/f/\(form)/receipt?proof=\(proof)").status == 404)
            }
            #expect(try await house.get("/f/contact/receipt").status == 404)
        }
    }

    @Test func `everybody may read the key that receipts are checked with`() async throws {
        try await EntranceHouse.run { house in
            let keys = try await house.get("/.well-known/jwks.json")
            #expect(keys.status == 200 && keys["content-type"] == "application/jwk-set+json")
            #expect(keys.body == house.entrance.receipts.signer.keySet)
        }
    }

    private static func signed(in page: String) throws -> String {
        let found = page.firstMatch(of: /entrance-signed-text[^>]*>([A-Za-z0-9_.-]*)</)
        return String(try #require(found).1)
    }
}

extension EntranceHouse {
    /// What a signed receipt of this house says.
    func statement(of signed: String) throws -> ReceiptStatement {
        try #require(ReceiptStatement(bytes: try key.publicKey.statement(ofReceipt: signed)))
    }
}

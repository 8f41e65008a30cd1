import Foundation
import Genkan
import GenkanStorage
import GenkanTesting
import OpenSSL
import Sealing
import Testing

@testable import GenkanWeb

/// Whatever is wrong, vera's text stays on the page and she is told what to do.
@Suite struct RefusedFormTests {
    @Test func `wrong answers come back with everything typed and every problem by field`()
        async throws
    {
        try await EntranceHouse.run { house in
            let id = SubmissionName.fresh()
            let answer = try await house.post([
                ("name", ""), ("email", "vera"), ("topic", "other"), ("message", "一行目\r\n二行目"),
                ("source", "banner"), ("_submission", id), ("_language", "ja"),
            ])
            #expect(answer.status == 422)
            #expect(answer["content-type"] == "text/html; charset=utf-8")
            let page = answer.body
            #expect(page.contains("<title>エラー：お問い合わせ</title>"))
            #expect(page.contains(#"tabindex="-1" autofocus"#))
            #expect(
                page.contains(##"<a href="#f-name">"##) && page.contains(##"<a href="#f-email">"##))
            #expect(page.contains(#"aria-describedby="f-email.problem" aria-invalid="true""#))
            #expect(page.contains(#"id="f-email.problem""#))
            #expect(page.contains(#"value="vera""#))
            #expect(page.contains(#"value="other" checked"#))
            #expect(page.contains(">\n一行目\n二行目</textarea>"))
            #expect(page.contains(#"name="source" value="banner""#))
            #expect(page.contains(#"name="_submission" value="\#(id)""#))
        }
    }

    @Test func `a hidden field that a website filled in wrongly does not shut the visitor out`()
        async throws
    {
        try await EntranceHouse.run { house in
            let long = String(repeating: "x", count: 501)
            let answer = try await house.post(SubmitFormTests.vera + [("source", long)])
            #expect(answer.status == 422)
            #expect(answer.body.contains(##"<a href="#form">"##))
            #expect(answer.body.contains(#"name="source" value="hosted""#))
        }
    }

    @Test func `JSON problems name every field`() async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.send(
                "POST", "/f/contact?lang=en", ["Content-Type: application/json"],
                #"{"name":"","email":"vera"}"#)
            #expect(answer.status == 422)
            #expect(answer["content-type"] == "application/problem+json")
            let problem = try JSONDecoder().decode(Problem.self, from: Data(answer.body.utf8))
            #expect(problem.status == 422 && problem.code == "answers-invalid")
            #expect(problem.errors?["name"]?.code == "required")
            #expect(problem.errors?["email"]?.code == "not-email")
            #expect(problem.errors?["email"]?.detail.contains("E-mail") == true)
            #expect(!answer.body.contains("vera"))
        }
    }

    @Test func `the same id with other answers is 409 and offers to send it as new`() async throws {
        try await EntranceHouse.run { house in
            let id = SubmissionName.fresh()
            let fields = [("email", "v@example.test"), ("_submission", id), ("_language", "en")]
            _ = try await house.post(fields + [("name", "first")])
            let answer = try await house.post(fields + [("name", "second")])
            #expect(answer.status == 409)
            #expect(answer.body.contains(#"value="second""#))
            #expect(answer.body.contains("Send as a new inquiry"))
            #expect(!answer.body.contains(id))
        }
    }

    @Test func `a body that cannot be read is refused in words`() async throws {
        try await EntranceHouse.run { house in
            let kinds = [
                ("multipart/form-data", "--x--", 400),
                ("multipart/form-data; boundary=x", "--x", 400),
                ("text/plain", "name=vera", 415),
                ("application/json", "{", 400),
                ("application/json", #"{"name":{"a":1}}"#, 400),
                ("application/x-www-form-urlencoded", String(repeating: "a=&", count: 1_001), 413),
                ("application/x-www-form-urlencoded", String(repeating: "a", count: 500_000), 413),
            ]
            for (type, body, status) in kinds {
                let answer = try await house.send(
                    "POST", "/f/contact", ["Content-Type: \(type)", "Accept: text/html"], body)
                #expect(answer.status == status, "\(type)")
                #expect(answer["content-type"]?.hasPrefix("text/html") == true, "\(type)")
                #expect(answer.body.contains("まだ送信されていません"), "\(type)")
            }
        }
    }

    @Test func `a weak Idempotency-Key is refused`() async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.post(
                SubmitFormTests.vera, ["Idempotency-Key: 1", "Accept: application/json"])
            #expect(answer.status == 400)
            #expect(answer.body.contains("idempotency-key-invalid"))
        }
    }

    @Test func `too much without a token is 429, keeps the text and says when`() async throws {
        try await EntranceHouse.run(withoutProof: 1) { house in
            let first = try await house.post(SubmitFormTests.vera)
            #expect(first.status == 303)
            let second = try await house.post([("name", "次郎"), ("email", "j@example.test")])
            #expect(second.status == 429)
            #expect(Int(second["retry-after"] ?? "") ?? 0 > 0)
            #expect(second.body.contains(#"value="次郎""#))
            let proven = try await house.post(
                [("name", "次郎"), ("email", "j@example.test"), ("altcha", try house.token())])
            #expect(proven.status == 303)
        }
    }

    @Test func `a store that takes nothing answers 503 with the form kept`() async throws {
        try await EntranceHouse.run(store: try await Self.closedStore()) { house in
            let answer = try await house.post(SubmitFormTests.vera + [("_language", "en")])
            #expect(answer.status == 503)
            #expect(answer["retry-after"] != nil)
            #expect(answer.body.contains(#"value="山田 花子""#))
            #expect(answer.body.contains("It will not be received twice."))
        }
    }

    @Test func `answers that no envelope holds are too large, and no alarm`() async throws {
        let fields = (0..<6).map { number in
            Field.test("long\(number)", .longText, ja: "長", en: "Long", longest: 70_000)
        }
        try await EntranceHouse.run(
            [.contact(adding: fields)], adjust: { $0.limits.bodyBytes = 4_194_304 }
        ) { house in
            let long = String(repeating: "あ", count: 65_000)
            let pairs = (0..<6).map { #""long\#($0)":"\#(long)""# }.joined(separator: ",")
            let answer = try await house.send(
                "POST", "/f/contact", ["Content-Type: application/json"],
                #"{"name":"Vera","email":"v@example.test",\#(pairs)}"#)
            #expect(answer.status == 413 && answer.body.contains("too-large"))
            #expect(!house.server.log.lines.contains { $0.contains("not what was signed") })
        }
    }

    @Test func `an unknown form and an unknown method say so`() async throws {
        try await EntranceHouse.run { house in
            #expect(try await house.get("/f/nothing").status == 404)
            #expect(try await house.post([], to: "/f/nothing").status == 404)
            let put = try await house.send("PUT", "/f/contact", [], "")
            #expect(put.status == 405)
            #expect(put["allow"] == "GET, HEAD, OPTIONS, POST")
        }
    }

    /// The store of a house that has just shut its doors.
    private static func closedStore() async throws -> SubmissionStore {
        let directory = try TemporaryDirectory()
        let storage = try Storage.open(
            Storage.Options(
                directory: directory.path + "/data", runtimeDirectory: directory.path + "/run",
                holder: "a test"), house: HouseKey.create(), clock: { Instant(seconds: 0) },
            random: SecureRandom.bytes)
        try await storage.close()
        return storage.submissions
    }

    private struct Problem: Decodable {
        let status: Int
        let code: String
        let errors: [String: Fault]?

        struct Fault: Decodable {
            let code: String
            let detail: String
        }
    }
}

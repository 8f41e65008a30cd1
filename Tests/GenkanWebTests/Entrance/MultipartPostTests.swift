import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Forms that are sent as multipart/form-data.
@Suite struct MultipartPostTests {
    private static let type = "Content-Type: multipart/form-data; boundary=----x"

    private func part(_ name: String, _ value: String, _ more: String = "") -> String {
        "------x\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(value)\r\n"
    }

    private var vera: String { part("name", "山田 花子") + part("email", "vera@example.test") }
    private let end = "------x--\r\n"

    @Test func `a form gets its receipt, and a retry as another kind of body the same`()
        async throws
    {
        try await EntranceHouse.run { house in
            let key = SubmissionName.fresh()
            let body = vera + part("_submission", key) + end
            let first = try await house.send(
                "POST", "/f/contact", [Self.type], bytes: Array(body.utf8))
            #expect(first.status == 303)
            let again = try await house.post(SubmitFormTests.vera + [("_submission", key)])
            #expect(again.status == 303 && again["location"] == first["location"])
        }
    }

    @Test func `a file control in which nothing was chosen stands in nobody's way`() async throws {
        try await EntranceHouse.run { house in
            let none = part(
                "file", "", "; filename=\"\"\r\nContent-Type: application/octet-stream")
            let answer = try await house.send(
                "POST", "/f/contact", [Self.type], bytes: Array((vera + none + end).utf8))
            #expect(answer.status == 303)
        }
    }

    @Test func `a file that nobody asked for is refused in words, and the text given back`()
        async throws
    {
        try await EntranceHouse.run { house in
            let body = vera + part("file", "%PDF", "; filename=\"a.pdf\"") + end
            let page = try await house.send(
                "POST", "/f/contact?lang=en", [Self.type], bytes: Array(body.utf8))
            #expect(page.status == 422 && page.body.contains("This form takes no files"))
            #expect(page.body.contains(#"value="vera@example.test""#))
            let json = try await house.send(
                "POST", "/f/contact", [Self.type, "Accept: application/json"],
                bytes: Array(body.utf8))
            #expect(json.status == 422 && json.body.contains(#""code":"file-not-asked""#))
        }
    }

    @Test func `a body that is cut off anywhere stores nothing`() async throws {
        try await EntranceHouse.run { house in
            let body = Array((vera + end).utf8)
            for count in stride(from: 0, to: body.count - 2, by: 7) {
                let cut = Array(body.prefix(count))
                let answer = try await house.send("POST", "/f/contact", [Self.type], bytes: cut)
                #expect(answer.status == 400, "behind \(count) bytes")
            }
            #expect(
                try await house.send(
                    "POST", "/f/contact", [Self.type], bytes: Array((vera + end).utf8)
                ).status == 303)
        }
    }

    @Test func `what is too much is told as such`() async throws {
        try await EntranceHouse.run { house in
            for body in [
                vera + part("message", String(repeating: "a", count: 300_000)),
                vera + String(repeating: part("a", ""), count: 1_001),
                vera + part(String(repeating: "n", count: 257), ""),
                "------x\r\nX: " + String(repeating: "y", count: 9_000),
            ] {
                let answer = try await house.send(
                    "POST", "/f/contact", [Self.type], bytes: Array((body + end).utf8))
                #expect(answer.status == 413)
            }
        }
    }
}

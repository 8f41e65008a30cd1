import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

/// A website that is not in UTF-8 loses no text in silence.
@Suite struct EncodingTests {
    private static let type = "Content-Type: application/x-www-form-urlencoded"

    /// 山田 in Shift_JIS and in EUC-JP, é in Windows-1252, and a cut UTF-8 sequence.
    @Test(arguments: ["%8ER%93c", "%BB%B3%C5%C4", "Ren%E9", "%E5%B1"])
    func `lost text is refused, the rest kept, and the owner told what to write`(
        name: String
    ) async throws {
        try await EntranceHouse.run { house in
            let body = "name=\(name)&email=vera%40example.test&topic=other&message=Hello"
            let answer = try await house.send(
                "POST", "/f/contact?lang=en", [Self.type], body)
            #expect(answer.status == 400)
            #expect(answer.body.contains("Part of the text arrived unreadable"))
            #expect(answer.body.contains(#"value="vera@example.test""#))
            #expect(answer.body.contains(#"value="other" checked"#))
            #expect(answer.body.contains(">\nHello</textarea>"))
            #expect(!answer.body.unicodeScalars.contains("\u{FFFD}"))
            #expect(answer.body.contains("accept-charset"))
            let json = try await house.send(
                "POST", "/f/contact", [Self.type, "Accept: application/json"], body)
            #expect(json.status == 400 && json.body.contains(#""code":"not-utf-8""#))
        }
    }

    @Test(arguments: [
        "name=%EF%BF%BD&email=vera%40example.test",  // U+FFFD, typed
        "name=Vera&email=vera%40example.test&other=%FF",  // no field of the form
        "name=100%&email=vera%40example.test", "name=%zz&email=vera%40example.test",
    ])
    func `what the form asks for in UTF-8 is taken`(body: String) async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.send("POST", "/f/contact", [Self.type], body)
            #expect(answer.status == 303)
        }
    }

    @Test func `a body is looked at as a whole, where an answer has the mark of a loss`()
        throws
    {
        let form = Form.contact()
        func hasLost(_ text: String) throws -> Bool {
            let body = Array(text.utf8)
            return BodyEncoding.hasLost(try URLEncodedBody.decode(body), of: form, in: body)
        }
        #expect(try hasLost("name=%E5%B1&email=x"))
        #expect(try hasLost("name=%e5%b1"))
        #expect(try !hasLost("name=%E5%B1%B1&%FF=%FF"))
        #expect(try !hasLost("name=%EF%BF%BD"))
        #expect(try !hasLost(""))
    }
}

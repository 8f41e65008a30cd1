import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

/// A website that is not in UTF-8 loses no text in silence.
@Suite struct EncodingTests {
    private static let type = "Content-Type: application/x-www-form-urlencoded"

    /// 山田 in Shift_JIS and in EUC-JP, é in Windows-1252, and a cut UTF-8 sequence.
    /// At last ISO-2022-JP, which is declared and not read.
    @Test(arguments: [
        "%8ER%93c", "%BB%B3%C5%C4", "Ren%E9", "%E5%B1",
        "%1B$B;3ED%1B(B&_charset_=ISO-2022-JP",
    ])
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

    /// What pages of old send that have `<input type="hidden" name="_charset_">`, or say it in the header.
    @Test(arguments: [
        ("application/x-www-form-urlencoded", "_charset_=Shift_JIS&name=%8ER%93c%87%40"),
        ("application/x-www-form-urlencoded", "name=%8ER%93c%87%40&_charset_=windows-31j"),
        ("application/x-www-form-urlencoded; charset=shift_jis", "name=%8ER%93c%87%40"),
        ("application/x-www-form-urlencoded; charset=\"SJIS\"", "name=%8ER%93c%87%40"),
        ("application/x-www-form-urlencoded", "_charset_=euc-jp&name=%BB%B3%C5%C4%AD%A1"),
        ("application/x-www-form-urlencoded", "_charset_=utf-8&name=%E5%B1%B1%E7%94%B0%E2%91%A0"),
    ])
    func `text in an encoding that is declared is read`(type: String, body: String) async throws {
        try await EntranceHouse.run { house in
            // Another field is missing, so that the page comes back with what was understood.
            let answer = try await house.send(
                "POST", "/f/contact", ["Content-Type: \(type)"], body)
            #expect(answer.status == 422)
            #expect(answer.body.contains(#"value="山田①""#))
        }
    }

    @Test(arguments: [
        "_charset_=shift_jis&name=%82", "_charset_=euc-jp&name=%A1",
        "_charset_=iso-2022-jp&name=%FF",
    ])
    func `bytes that are none of what is declared are lost`(body: String) async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.send("POST", "/f/contact", [Self.type], body)
            #expect(answer.status == 400)
        }
    }
}

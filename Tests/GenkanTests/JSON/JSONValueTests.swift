import Testing

@testable import Genkan

struct JSONValueTests {
    private func canonical(_ text: String) throws -> String {
        let value = try JSONParser.parse(bytes(text), depth: 8)
        return String(decoding: value.canonicalBytes, as: UTF8.self)
    }

    @Test func `members are sorted by the bytes of their keys and blanks dropped`() throws {
        #expect(
            try canonical(#"{ "b" : [1, true , null], "a" : {"é":"x","z":"y"} }"#)
                == #"{"a":{"z":"y","é":"x"},"b":[1,true,null]}"#)
    }

    @Test func `only what has to be escaped is`() throws {
        #expect(
            try canonical(#""\u0041\u0000\/\"\\\n\u007f\u3042""#)
                == "\"A\\u0000/\\\"\\\\\\n\u{7F}あ\"")
    }

    @Test(arguments: ["0", "-0", "12", "-3.25", "1e9", "1E+9", "0.1e-2"])
    func `numbers keep their characters`(text: String) throws {
        #expect(try canonical(text) == text)
    }

    @Test func `what was written is read back`() throws {
        var generator = Seeded(state: 5)
        for _ in 0..<200 {
            let value = JSONValue.members([
                "text": .string(generator.hostileText(30)), "none": nil,
                "list": .array([.null, .bool(true), .number("7")]),
            ])
            #expect(
                try JSONParser.parse(value.canonicalBytes, depth: 2).canonicalBytes
                    == value.canonicalBytes)
        }
    }

    @Test func `the depth is counted from the outermost bracket`() throws {
        #expect(throws: Never.self) { try JSONParser.parse(bytes("[[1]]"), depth: 2) }
        #expect(throws: BodyError(.tooDeep)) { try JSONParser.parse(bytes("[[1]]"), depth: 1) }
        #expect(throws: Never.self) { try JSONParser.parse(bytes("1"), depth: 0) }
    }
}

import Genkan
import Testing

struct JSONBodyTests {
    private func pairs(_ body: String) throws -> [[String]] {
        try JSONBody.decode(bytes(body)).pairs.map { [$0.name, $0.value] }
    }

    private func code(_ body: [UInt8]) -> BodyError.Code? {
        do {
            _ = try JSONBody.decode(body)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `an object becomes pairs in its order`() throws {
        let body =
            #" { "name": "玄関 花子", "topics": ["a", "b"], "ok": true, "no": false, "nil": null } "#
        #expect(
            try pairs(body)
                == [["name", "玄関 花子"], ["topics", "a"], ["topics", "b"], ["ok", "true"]])
        #expect(try pairs("{}") == [])
    }

    @Test func `escapes are read`() throws {
        #expect(
            try pairs(#"{"a":"\"\\\/\b\f\n\r\t\u0041\u3042"}"#)
                == [["a", "\"\\/\u{8}\u{C}\n\n\tAあ"]])
        #expect(try pairs(#"{"a":"\uD83D\uDE00"}"#) == [["a", "😀"]])
    }

    @Test(arguments: [
        #"{"a":"\uD83D"}"#, #"{"a":"\uDE00"}"#, #"{"a":"\uD83Dx"}"#, #"{"a":"\uD83D\u0041"}"#,
        #"{"a":"\uDE00\uD83D"}"#, #"{"a":"\u00"}"#, #"{"a":"\u+041"}"#, #"{"a":"\x41"}"#,
        "{\"a\":\"\n\"}", "{\"a\":\"\u{0}\"}", #"{"a":"x}"#, #"{"a" "b"}"#, #"{"a":"b",}"#,
        #"{,}"#, #"{a:"b"}"#, #"{'a':'b'}"#, #"{"a":tru}"#, #"{"a":"b"}x"#, #"{"a":"b"} {}"#,
        "", " ", "{", "\"", "nul", #"{"a":["b",]}"#, #"{"a":["b" "c"]}"#, #"{"a":01}"#,
        #"{"a":+1}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":NaN}"#,
        "\u{FEFF}{}", "{}\u{0}", "{/**/}", #"{"a":"b"}]"#,
    ])
    func `what is not JSON is refused`(body: String) {
        #expect(code(bytes(body)) == .malformed)
    }

    @Test(arguments: [
        "[]", "\"a\"", "null", "1", "true", #"{"a":1}"#, #"{"a":0.5e-3}"#, #"{"a":{}}"#,
        #"{"a":[1]}"#, #"{"a":[true]}"#, #"{"a":[null]}"#,
    ])
    func `JSON that is not a submission is refused`(body: String) {
        #expect(code(bytes(body)) == .wrongType)
    }

    @Test func `a boolean is no text, where one is asked for`() throws {
        for body in [#"{"name":true}"#, #"{"name":false}"#, #"{"ok":true,"name":true}"#] {
            #expect(throws: BodyError(.wrongType)) {
                try JSONBody.decode(bytes(body), texts: ["name"])
            }
        }
        let read = try JSONBody.decode(bytes(#"{"ok":true,"name":"true"}"#), texts: ["name"])
        #expect(read.values("ok") == ["true"] && read.values("name") == ["true"])
    }

    @Test func `a key must not stand twice, however it is escaped`() {
        #expect(code(bytes(#"{"a":"1","a":"2"}"#)) == .duplicateKey)
        #expect(code(bytes(#"{"a":"1","\u0061":"2"}"#)) == .duplicateKey)
        #expect(code(bytes(#"{"\u00e9":"1","e\u0301":"2"}"#)) == nil)
    }

    @Test func `nesting is refused at once, however deep`() {
        #expect(code(bytes(#"{"a":[["b"]]}"#)) == .tooDeep)
        #expect(code(bytes(String(repeating: "[", count: 100_000))) == .tooDeep)
        #expect(code(bytes(#"{"a":"# + String(repeating: "{\"a\":", count: 100_000))) == .tooDeep)
    }

    @Test(
        arguments: [[0x7B, 0xFF, 0x7D], [0xFF, 0xFE, 0x7B, 0x00], [0x22, 0xC0, 0xAF, 0x22]]
            as [[UInt8]])
    func `only UTF-8 is read`(body: [UInt8]) {
        #expect(code(body) == .notUTF8)
    }

    @Test func `the limits hold for arrays as well`() throws {
        let limits = BodyLimits(pairs: 2, nameBytes: 1, valueBytes: 2)
        #expect(throws: BodyError(.tooManyPairs)) {
            try JSONBody.decode(bytes(#"{"a":["","",""]}"#), limits: limits)
        }
        #expect(throws: BodyError(.nameTooLong)) {
            try JSONBody.decode(bytes(#"{"ab":""}"#), limits: limits)
        }
        #expect(throws: BodyError(.valueTooLong)) {
            try JSONBody.decode(bytes(#"{"a":"xyz"}"#), limits: limits)
        }
    }

    @Test func `no bytes at all make it stumble`() {
        var generator = Seeded(state: 3)
        let alphabet = bytes(#"{}[]",:\u0truefalsn-1.e"# + " ")
        for _ in 0..<2000 {
            let body = (0..<30).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = code(body)
        }
    }
}

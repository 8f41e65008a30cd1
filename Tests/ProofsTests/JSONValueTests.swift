import Testing

@testable import Proofs

struct JSONValueTests {
    @Test func `numbers are read up to fifteen digits`() {
        #expect(JSONValue(utf8("999999999999999")) == .integer(999_999_999_999_999))
        #expect(JSONValue(utf8("-7")) == .integer(-7))
        #expect(JSONValue(utf8("0")) == .integer(0))
        #expect(JSONValue(utf8("0.5")) == .fraction)
        #expect(JSONValue(utf8("0.123456789012345")) == .fraction)
        for text in [
            "1000000000000000", "0.1234567890123456", "-0", "00", "01", "+1", "1.", ".5", "1e3",
            "1E3", "0x1", "1.2.3",
            "--1", "-", "NaN", "1 2",
        ] {
            #expect(JSONValue(utf8(text)) == nil, "\(text)")
        }
    }

    @Test func `strings are printable ASCII with nothing escaped but the slash`() {
        #expect(JSONValue(utf8(#""a\/b/c""#)) == .string("a/b/c"))
        for text in [
            #""a"#, #""\"""#, #""\\""#, #""\n""#, #""\u0041""#, "\"\u{7f}\"", "\"é\"", "'a'",
        ] {
            #expect(JSONValue(utf8(text)) == nil, "\(text)")
        }
    }

    @Test func `a name stands once, and four objects is deep enough`() {
        #expect(
            JSONValue(utf8(#"{"a":1,"b":{}}"#)) == .object(["a": .integer(1), "b": .object([:])]))
        #expect(JSONValue(utf8(#"{"a":1,"a":1}"#)) == nil)
        #expect(JSONValue(utf8(#"{"a":{"a":{"a":{}}}}"#)) != nil)
        #expect(JSONValue(utf8(#"{"a":{"a":{"a":{"a":{}}}}}"#)) == nil)
        let bomb = String(repeating: #"{"a":"#, count: 100_000)
        #expect(JSONValue(utf8(bomb)) == nil)
    }
}

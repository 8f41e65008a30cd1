import Genkan
import Testing

struct RawSubmissionTests {
    @Test func `pairs keep their order and their repetitions`() {
        let raw = RawSubmission([("b", "1"), ("a", "2"), ("b", "3")])
        #expect(raw.pairs.map(\.name) == ["b", "a", "b"])
        #expect(raw.values("b") == ["1", "3"])
        #expect(raw.first("b") == "1")
        #expect(raw.first("c") == nil)
        #expect(raw.values("c") == [])
    }

    @Test func `names are compared by their bytes`() {
        let raw = RawSubmission([("\u{FA19}", "old")])
        #expect(raw.first("\u{795E}") == nil)
        #expect(raw.first("\u{FA19}") == "old")
    }

    @Test func `names and values come through the door`() {
        let raw = RawSubmission([("e\u{301}", "a\r\nb")])
        #expect(raw.first("\u{E9}") == "a\nb")
    }
}

import Genkan
import Testing

struct AnswersTests {
    private func answers(_ pairs: [(String, String)]) throws -> Answers {
        let form = try TestForms.form(
            fields: "name: name\nkind: person-name\ntitle: true\nlabel: { ja: 名, en: Name }",
            "name: topic\nkind: choice\nmultiple: true\npersonal: false\nlabel: { ja: 種, en: T }\noptions: [ { id: a, label: { ja: ア, en: A } }, { id: b, label: { ja: イ, en: B } } ]",
            "name: note\nkind: long-text\nlabel: { ja: 内容, en: Note }")
        guard case .valid(let submission) = form.validate(RawSubmission(pairs)) else {
            throw AnswersError.malformed
        }
        return submission.answers
    }

    @Test func `the bytes of version 1 are frozen`() throws {
        let answers = try answers([("topic", "b"), ("topic", "a"), ("name", "玄関")])
        let frozen: [UInt8] = [
            1, 2,
            4, 0x6E, 0x61, 0x6D, 0x65, 1, 6, 0xE7, 0x8E, 0x84, 0xE9, 0x96, 0xA2,
            5, 0x74, 0x6F, 0x70, 0x69, 0x63, 2, 1, 0x61, 1, 0x62,
        ]
        #expect(answers.encoded == frozen)
        #expect(try Answers(decoding: frozen) == answers)
        #expect(try Answers(decoding: frozen.span) == answers)
    }

    @Test func `no answers are two bytes`() throws {
        #expect(try answers([]).encoded == [1, 0])
        #expect(try Answers(decoding: [1, 0]).list.isEmpty)
    }

    @Test func `long values come back`() throws {
        for count in [127, 128, 4999, 5000] {
            let text = String(repeating: "あ", count: count)
            let answers = try answers([("note", text)])
            #expect(try Answers(decoding: answers.encoded)["note"] == [text])
        }
    }

    @Test func `answers are equal when their bytes are`() throws {
        let old = try answers([("name", "\u{FA19}")])
        let new = try answers([("name", "\u{795E}")])
        #expect(old != new)
        #expect(old.encoded != new.encoded)
    }

    @Test func `no strict part of the bytes is accepted`() throws {
        let whole = try answers([("name", "玄関"), ("topic", "a"), ("note", "本文")]).encoded
        for count in 0..<whole.count {
            #expect(throws: AnswersError.self) { try Answers(decoding: Array(whole[..<count])) }
        }
        #expect(throws: AnswersError.malformed) { try Answers(decoding: whole + [0]) }
    }

    @Test(
        arguments: [
            [], [0, 0], [2, 0], [255],  // versions
            [1], [1, 1], [1, 0x80, 0x00], [1, 0x81, 0x00],  // counts, the shortest form only
            [1, 1, 0, 1, 1, 0x61],  // an empty name
            [1, 1, 1, 0x61, 0],  // an answer without values
            [1, 1, 1, 0xFF, 1, 0],  // a name that is not UTF-8
            [1, 1, 1, 0x61, 1, 1, 0xC0],  // a value that is not UTF-8
            [1, 2, 1, 0x61, 1, 0, 1, 0x61, 1, 0],  // a name twice
            [1, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [1, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        ] as [[UInt8]])
    func `bytes that nobody would have written are refused`(bytes: [UInt8]) {
        #expect(throws: AnswersError.self) { try Answers(decoding: bytes) }
    }

    @Test func `whatever decodes encodes to the same bytes`() throws {
        var generator = Seeded(state: 13)
        let whole = try answers([("name", "玄関"), ("topic", "a"), ("note", "x")]).encoded
        for _ in 0..<5000 {
            var changed = whole
            changed[Int.random(in: 0..<changed.count, using: &generator)] = generator.bytes(1)[0]
            guard let read = try? Answers(decoding: changed) else { continue }
            #expect(read.encoded == changed)
        }
    }
}

import Genkan
import Testing

struct YAMLDocumentTests {
    private func problem(_ text: String) -> ConfigurationProblem? {
        problem(bytes(text))
    }

    private func problem(_ bytes: [UInt8]) -> ConfigurationProblem? {
        guard case .failure(let problem) = YAMLDocument.read(bytes, file: "f.yaml") else {
            return nil
        }
        return problem
    }

    @Test func `nodes carry their lines, and scalars what was written`() throws {
        let root = try YAMLDocument.read(bytes("a: yes\nb:\n  - 01\n  - '2'\nc:\n"), file: "f")
            .get()
        guard case .mapping(let entries) = root.content else {
            Issue.record("no mapping")
            return
        }
        #expect(entries.map(\.key) == ["a", "b", "c"])
        #expect(entries.map(\.line) == [1, 2, 5])
        #expect(entries[0].value.content == .scalar("yes", isPlain: true))
        guard case .list(let list) = entries[1].value.content else {
            Issue.record("no list")
            return
        }
        #expect(
            list.map(\.content) == [.scalar("01", isPlain: true), .scalar("2", isPlain: false)])
        #expect(list.map(\.line) == [3, 4])
        #expect(entries[2].value.isEmpty)
    }

    @Test func `a byte order mark and CRLF do no harm`() throws {
        let root = try YAMLDocument.read(bytes("\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\n"), file: "f")
            .get()
        guard case .mapping(let entries) = root.content else {
            Issue.record("no mapping")
            return
        }
        #expect(entries.map(\.key) == ["a", "b"])
        #expect(entries[1].value.content == .scalar("x\ny\n", isPlain: false))
    }

    @Test func `a key that stands twice is shown where it stands again`() {
        let found = problem("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n")
        #expect(
            found?.description == "f.yaml:5: c: stands twice (first in line 3); keep one of the two"
        )
        #expect(problem("a: 1\n\"a\": 2")?.what.contains("stands twice") == true)
        #expect(problem("1: x\n\"1\": y")?.what.contains("stands twice") == true)
    }

    @Test(arguments: [
        ("a: &x 1\nb: *x", "anchor"), ("&x a: 1", "anchor"), ("a: !!int 1", "tag"),
        ("a: !secret x", "tag"), ("a: *x", "not YAML"), ("a: [1, 2", "not YAML"),
        ("a: 1\n b: 2", "not YAML"), ("a:\t1\n\tb: 2", "not YAML"), ("a: \"x", "not YAML"),
        ("--- a\n--- b", "not YAML"), ("? [a]\n: b", "not a word"), ("", "is empty"),
        ("# only a comment", "is empty"), ("a: \u{1}", "control character"),
        ("a: \u{85}", "control character"), ("a: x\u{0}", "control character"),
        ("<<: { a: 1 }\n<<: { b: 1 }", "stands twice"),
    ])
    func `what makes no plain document is refused`(text: String, words: String) {
        #expect(problem(text)?.what.contains(words) == true, "\(String(describing: problem(text)))")
    }

    @Test(
        arguments: [
            [0x61, 0x3A, 0x20, 0xFF], [0x83, 0x65, 0x83, 0x58], [0xFF, 0xFE, 0x61, 0x00],
        ] as [[UInt8]])
    func `other encodings are named as such`(bytes: [UInt8]) {
        #expect(problem(bytes)?.what == "is not UTF-8")
    }

    @Test func `the line of a wrong byte is told`() {
        #expect(problem(bytes("a: 1\nb: ") + [0xFF])?.line == 2)
    }

    @Test func `a bomb of aliases is refused before it goes off`() {
        let doubling = (1...40).map { "a\($0): &a\($0) [*a\($0 - 1), *a\($0 - 1)]" }
        let bomb = "a0: &a0 x\n" + doubling.joined(separator: "\n") + "\n? *a40\n: x\n"
        #expect(problem(bomb)?.what.contains("anchors or aliases") == true)
    }

    @Test func `texts with stars and ampersands are no aliases`() {
        let text = "a: |\n  *note\n  R&D, Q&A, a&b\n  *必須\nb: '*x'\nc: Tom & Jerry\n"
        #expect(problem(text) == nil)
    }

    @Test func `deep nesting is refused`() {
        #expect(problem(String(repeating: "[", count: 50_000))?.what.contains("not YAML") == true)
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        #expect(problem("a: " + deep)?.what == "is nested too deep")
    }

    @Test func `a huge file is not read`() {
        let size = YAMLDocument.maximumBytes
        #expect(
            problem("a: " + String(repeating: "x", count: size))?.what.contains("more than") == true
        )
        #expect(problem("a: " + String(repeating: "x", count: size - 3)) == nil)
    }

    @Test func `no bytes make the reader stumble`() {
        var generator = Seeded(state: 23)
        let alphabet = bytes("ab:-? \n[]{},'\"#&*!|>%@`~\t")
        for _ in 0..<1500 {
            let text = (0..<40).map { _ in alphabet.randomElement(using: &generator) ?? 0 }
            _ = problem(text)
        }
    }
}

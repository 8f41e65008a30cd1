import Genkan
import Testing

@testable import GenkanWeb

@Suite struct TextsTests {
    @Test func `parameters are filled once`() {
        let texts = Texts(["left": "{count} of {all} left", "odd": "{ {count"])
        #expect(texts("left", ["count": "{all}", "all": "9"]) == "{all} of 9 left")
        #expect(texts("left", ["count": "3"]) == "3 of {all} left")
        #expect(texts("odd", ["count": "3"]) == "{ {count")
        #expect(texts["nothing"] == "nothing")
    }

    @Test func `the flat files are read to the letter`() throws {
        let read = try FlatYAML.read(
            Array(
                ##"""
                # words
                one: "a \"b\" \\ c\nd: # e"

                two-2: ""
                """##.utf8))
        #expect(read == ["one": "a \"b\" \\ c\nd: # e", "two-2": ""])
    }

    @Test(arguments: [
        "one: 'a'", "one: a", "one:\"a\"", "One: \"a\"", "one: \"a\" ", "one: \"a", "one: \"a\"b\"",
        "one: \"\\t\"", " one: \"a\"", "one: \"", "one: \"a\"\r", ": \"a\"", "one: \"a\u{1}\"",
    ])
    func `anything else is refused with its line`(_ line: String) {
        #expect(throws: FlatYAML.Problem(line: 2)) {
            try FlatYAML.read(Array(("x: \"y\"\n" + line).utf8))
        }
    }

    @Test func `a key that stands twice is refused`() {
        #expect(throws: FlatYAML.Problem(line: 2)) {
            try FlatYAML.read(Array("a: \"1\"\na: \"2\"\n".utf8))
        }
        let part = EmbeddedFiles(templates: [:], texts: [.en: Array("a: \"1\"".utf8)])
        #expect(throws: Pages.Failure.duplicate(key: "a", .en)) { try Pages([part, part]) }
    }

    @Test func `a template without its content type stops the start`() {
        #expect(throws: TemplateLibrary.Failure.contentTypeMissing(template: "a")) {
            try TemplateLibrary(["a": Array("<p>{{x}}</p>".utf8)])
        }
        #expect(throws: TemplateLibrary.Failure.unreadable(template: "a")) {
            try TemplateLibrary(["a": Array("{{% CONTENT_TYPE: HTML}}{{#x}}".utf8)])
        }
        #expect(throws: TemplateLibrary.Failure.unknown(template: "b")) {
            try TemplateLibrary([:]).render("b", [:])
        }
    }
}

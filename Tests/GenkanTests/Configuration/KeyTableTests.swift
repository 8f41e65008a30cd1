import Foundation
import Genkan
import Testing

struct KeyTableTests {
    static let tables: [(String, KeyTable)] = [
        ("form", FormKeys.form), ("field", FormKeys.field), ("option", FormKeys.option),
        ("status", FormKeys.status), ("thanks", FormKeys.thanks),
    ]

    @Test func `a key has its variable`() {
        let table = KeyTable([.optional("server.head_deadline", .boolean, "x")])
        #expect(table.keys.map(\.environmentName) == ["GENKAN_SERVER_HEAD_DEADLINE"])
    }

    @Test func `every default is a value of its type`() {
        for key in Self.tables.flatMap(\.1.keys) {
            guard let standard = key.standard else { continue }
            #expect(throws: Never.self) { try key.type.read(standard).get() }
        }
    }

    @Test func `names are unique and every key is explained`() {
        for (_, table) in Self.tables {
            #expect(Set(table.keys.map(\.name)).count == table.keys.count)
            #expect(table.keys.allSatisfy { $0.text.hasSuffix(".") && !$0.text.contains("|") })
        }
    }

    @Test func `the page about forms has every table as the program reads it`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Genkan/Genkan.docc/Forms.md"), encoding: .utf8
        )
        for (name, table) in Self.tables {
            #expect(
                page.contains(table.markdown), "write into Forms.md (\(name)):\n\(table.markdown)")
        }
    }

    @Test(
        arguments: [
            (ValueType.text(1...5), "abc", true), (.text(1...5), "abcdef", false),
            (.text(1...5), " ", false),
            (.integer(0...9), "9", true), (.integer(0...9), "-1", false),
            (.integer(-9...9), "-1", true),
            (.integer(0...9), "1.0", false), (.integer(0...9), "1_0", false),
            (.integer(0...9), "0x1", false),
            (.integer(0...9), "+1", false), (.integer(0...9), "１", false),
            (.integer(0...9), "", false),
            (.boolean, "true", true), (.boolean, "True", false), (.boolean, "on", false),
            (.word(["a", "b"]), "a", true), (.word(["a", "b"]), "a\u{301}", false),
            (.word(["a"]), "", false),
            (.texts(1...2), "a,b", true), (.texts(1...2), "a,b,c", false),
            (.texts(1...2), ",", false),
            (.block, "x", false), (.blocks(0...1), "x", false), (.localizedText(0...1), "x", false),
        ] as [(ValueType, String, Bool)])
    func `a type knows its values`(type: ValueType, text: String, isValue: Bool) {
        guard case .success = type.read(text) else {
            #expect(!isValue)
            return
        }
        #expect(isValue)
    }
}

import Foundation
import Genkan
import Testing

@testable import GenkanCommand

@Suite struct ConfigurationKeysTests {
    private let keys = ConfigurationKeys.table.keys

    @Test func `no two keys share a name or a variable`() {
        #expect(Set(keys.map(\.name)).count == keys.count)
        #expect(Set(keys.map(\.environmentName)).count == keys.count)
    }

    @Test func `each default fits its own key`() {
        let read = Settings.readAll(
            nil, file: "", environment: [:], table: ConfigurationKeys.table)
        var settings = CheckedSettings(read)
        _ = HouseConfiguration(&settings)
        #expect(settings.problems == [])
        for key in keys {
            guard let standard = key.standard, case .success = key.type.read(standard) else {
                #expect(key.standard == nil, "\(key.name)")
                continue
            }
        }
    }

    @Test func `the commented example names every key with its default`() throws {
        let text = try String(contentsOf: Repository.file("config/genkan.yaml"), encoding: .utf8)
        let line = #/^(\x20*)(?:#\x20)?(\x20*)([a-z0-9_]+):(?:\x20+([^#]*?))?(?:\x20+#.*)?$/#
        var blocks: [(depth: Int, name: String)] = []
        var written: [String: String] = [:]
        for found in text.split(separator: "\n").compactMap({ $0.firstMatch(of: line)?.output }) {
            let depth = found.1.count + found.2.count
            blocks.removeAll { $0.depth >= depth }
            let name = (blocks.map(\.name) + [String(found.3)]).joined(separator: ".")
            if keys.contains(where: { $0.name == name }) {
                written[name] = found.4.map(String.init) ?? ""
            } else {
                blocks.append((depth, String(found.3)))
            }
        }
        for key in keys {
            let value = try #require(written[key.name], "\(key.name) is not explained")
            if let standard = key.standard { #expect(value == standard, "\(key.name)") }
        }
    }

    @Test func `the documentation holds the table`() throws {
        let page = Repository.file("Sources/Genkan/Genkan.docc/Decisions/Configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let table = ConfigurationKeys.table.markdown
        #expect(text.contains(table), "the page should hold this table:\n\(table)")
    }
}

import Foundation
import Testing

@testable import GenkanCommand

@Suite struct ConfigurationKeysTests {
    @Test func `no two keys share a name or a variable`() {
        let keys = ConfigurationKeys.all
        #expect(Set(keys.map(\.name)).count == keys.count)
        #expect(Set(keys.map(\.variable)).count == keys.count)
    }

    @Test func `each default fits its own key`() {
        var values = TypedValues(GivenValues())
        _ = HouseConfiguration(&values)
        #expect(values.problems == [])
    }

    @Test func `the commented example names every key with its default`() throws {
        let text = try String(contentsOf: Repository.file("config/genkan.yaml"), encoding: .utf8)
        var section = ""
        var written: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let bare = line.replacing(/^(\s*)# /, with: { "\($0.output.1)" })
            guard let match = bare.firstMatch(of: /^( *)([a-z_]+):(?: +([^#]*?))?(?: +#.*)?$/)
            else { continue }
            if match.output.1.isEmpty {
                section = String(match.output.2)
            } else {
                written["\(section).\(match.output.2)"] = match.output.3.map(String.init) ?? ""
            }
        }
        for key in ConfigurationKeys.all {
            let value = try #require(written[key.name], "\(key.name) is not explained")
            if let standard = key.standard { #expect(value == standard, "\(key.name)") }
        }
        #expect(written.count == ConfigurationKeys.all.count)
    }

    @Test func `the documentation holds the table`() throws {
        let page = Repository.file("Sources/Genkan/Genkan.docc/Decisions/Configuration.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        for key in ConfigurationKeys.all {
            let row = "| `\(key.name)` | `\(key.variable)` | \(key.standard.map { "`\($0)`" } ?? "–") | \(key.text) |"
            #expect(text.contains(row), "the page lacks this row:\n\(row)")
        }
    }
}

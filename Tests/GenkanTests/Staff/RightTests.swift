import Foundation
import Genkan
import Testing

struct RightTests {
    @Test func `each role may at least what the one below it may`() {
        let ranks: [Role] = [.viewer, .staff, .manager, .administrator]
        for (lower, higher) in zip(ranks, ranks.dropFirst()) {
            for right in Right.allCases where lower.may(right) { #expect(higher.may(right)) }
        }
        for right in Right.allCases { #expect(Role.administrator.may(right)) }
    }

    @Test func `who reads does not work, and who works does not export`() {
        #expect(!Role.viewer.may(.work) && !Role.viewer.may(.export))
        #expect(Role.staff.may(.work) && !Role.staff.may(.export))
        #expect(Role.manager.may(.export))
    }

    @Test func `the documentation has the table as it is`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Genkan/Genkan.docc/Rights.md"),
            encoding: .utf8)
        #expect(page.contains(Right.table))
    }
}

import Foundation
import Genkan
import Testing

@testable import GenkanWeb

@Suite struct EmbeddedFilesTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Sources/GenkanWeb")

    private static func names(in folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: sources.appending(path: folder).path
        ).sorted()
    }

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: sources.appending(path: path), encoding: .utf8)
    }

    @Test func `every template of the folder is listed, and no other`() throws {
        let listed = EmbeddedFiles.all.flatMap(\.templates.keys).map { $0 + ".mustache" }
        #expect(try listed.sorted() == Self.names(in: "Templates"))
    }

    @Test func `what is listed is the file of that name`() throws {
        for part in EmbeddedFiles.all {
            for (name, bytes) in part.templates {
                #expect(bytes == Array(try Self.text("Templates/\(name).mustache").utf8), "\(name)")
            }
        }
    }

    @Test func `every language file of the folder is listed`() throws {
        let files = try Self.names(in: "Languages").map {
            Array(try Self.text("Languages/" + $0).utf8)
        }
        let listed = EmbeddedFiles.all.flatMap(\.texts.values)
        let areListed = files.allSatisfy(listed.contains)
        #expect(areListed && files.count == listed.count)
    }

    @Test func `every template begins with its content type and never leaves anything unescaped`()
        throws
    {
        for name in try Self.names(in: "Templates") {
            let text = try Self.text("Templates/" + name)
            #expect(text.hasPrefix(TemplateLibrary.opening), "\(name)")
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(!text.contains("CONTENT_TYPE: TEXT"), "\(name)")
        }
    }

    @Test func `no template has a script or a style of its own`() throws {
        for name in try Self.names(in: "Templates") {
            let text = try Self.text("Templates/" + name).lowercased()
            for inline in ["<style", " style=", "javascript:", " onclick", " onload", " onsubmit"] {
                #expect(!text.contains(inline), "\(name): \(inline)")
            }
            for script in text.components(separatedBy: "<script").dropFirst() {
                #expect(script.contains(" src="), "\(name)")
            }
        }
    }

    @Test func `both languages have the same keys, and every text says something`() throws {
        let pages = try Pages()
        #expect(pages.texts(.ja).keys.symmetricDifference(pages.texts(.en).keys).isEmpty)
        for language in Language.allCases {
            let texts = pages.texts(language)
            #expect(texts.keys.allSatisfy { !texts[$0].isEmpty })
        }
    }

    @Test func `both languages fill the same parameters`() throws {
        let pages = try Pages()
        for key in pages.texts(.en).keys {
            let parameters = Language.allCases.map { language in
                Set(pages.texts(language)[key].matches(of: /\{[a-z]+\}/).map { String($0.output) })
            }
            #expect(Set(parameters).count == 1, "\(key)")
        }
    }

    @Test func `every text that a template names exists`() throws {
        let keys = try Pages().texts(.en).keys
        for name in try Self.names(in: "Templates") {
            let text = try Self.text("Templates/" + name)
            for match in text.matches(of: /\{\{[#^]?\s*t\.([a-z0-9-]+)/) {
                let exists = keys.contains(String(match.output.1))
                #expect(exists, "\(name): \(match.output.1)")
            }
        }
    }

    @Test func `every status that is answered has words in both languages`() throws {
        let keys = try Pages().texts(.ja).keys
        for status in [400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 422, 429, 431, 500, 503] {
            for part in ["title", "what", "next"] {
                let exists = keys.contains("error-\(status)-\(part)")
                #expect(exists, "\(status) \(part)")
            }
        }
    }
}

import Foundation
import GenkanTesting
import Hummingbird
import Testing

@testable import GenkanWeb

@Suite struct StaticFilesTests {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "public").path

    @Test func `every file of the directory is listed, and no other`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.directory)
        let files = names.filter { $0 != "sample" && !$0.hasPrefix(".") }
        #expect(Set(files).symmetricDifference(StaticFile.all.map(\.name)).isEmpty)
    }

    @Test func `a file has its type, its tag and its policy`() async throws {
        try await TestServer.run(adjust: { $0.publicDirectory = Self.directory }) { server in
            let styles = try await Exchange.get("/genkan.css", from: server)
            #expect(styles.status == 200)
            #expect(styles["content-type"] == "text/css; charset=utf-8")
            #expect(styles["cross-origin-resource-policy"] == "same-origin")
            #expect(styles["access-control-allow-origin"] == nil)
            #expect(styles["cache-control"] == "no-cache")
            let tag = try #require(styles["etag"])
            for header in [tag, "W/" + tag, "\"x\", " + tag] {
                let again = try await Exchange.get(
                    "/genkan.css", ["If-None-Match: \(header)"], from: server)
                #expect(again.status == 304 && again.body.isEmpty && again["etag"] == tag)
                #expect(again["x-content-type-options"] == "nosniff")
            }
            let other = try await Exchange.get(
                "/genkan.css", ["If-None-Match: \"x\""], from: server)
            #expect(other.status == 200)
        }
    }

    @Test
    func `behind the version that pages name a file is kept for good, behind another it is not`()
        async throws
    {
        let files = try StaticFiles(directory: Self.directory)
        #expect(files.address.contains(/^\/a\/[0-9a-f]{8,16}$/))
        try await TestServer.run(adjust: { $0.publicDirectory = Self.directory }) { server in
            let plain = try await Exchange.get("/board.js", from: server)
            let lasting = try await Exchange.get(files.address + "/board.js", from: server)
            #expect(lasting["cache-control"] == "public, max-age=31536000, immutable")
            #expect(lasting.status == 200 && lasting.body == plain.body)
            #expect(lasting["etag"] == plain["etag"])
            let former = try await Exchange.get("/a/0123456789abcdef/board.js", from: server)
            #expect(former["cache-control"] == "no-cache" && former.body == plain.body)
            for name in ["other.js", "..%2fPackage.swift", "sample", "%2e%2e"] {
                let answer = try await Exchange.get(files.address + "/" + name, from: server)
                #expect([400, 404].contains(answer.status), "\(name)")
            }
        }
    }

    @Test func `one file that changes is another version of all`() throws {
        let copy = try TemporaryDirectory()
        for file in StaticFile.all {
            try FileManager.default.copyItem(
                atPath: Self.directory + "/" + file.name, toPath: copy.path + "/" + file.name)
        }
        let before = try StaticFiles(directory: Self.directory).address
        #expect(try StaticFiles(directory: copy.path).address == before)
        try copy.write("other", to: "trail.css")
        #expect(try StaticFiles(directory: copy.path).address != before)
    }

    @Test func `files name each other from where they are`() throws {
        for file in StaticFile.all {
            let text = try String(contentsOfFile: Self.directory + "/" + file.name, encoding: .utf8)
            #expect(!text.contains(/(from|import|url\()\s*\(?"\//), "\(file.name)")
        }
    }

    @Test func `a script is sent without its lines of comment, and with its line numbers`() {
        let script = "// a\nlet b = 1; // c\n  // d\n/// e\n/* f */\n'// g';\n/ h\n"
        let lean = StaticFiles.lean(Array(script.utf8))
        #expect(
            String(decoding: lean, as: UTF8.self)
                == "\nlet b = 1; // c\n\n\n/* f */\n'// g';\n/ h\n")
        #expect(StaticFiles.lean([]) == [])
    }

    /// A line that begins so within a template would be lost.
    @Test func `no script has such a line in a text of several lines`() throws {
        for file in StaticFile.all where file.name.hasSuffix(".js") {
            let text = try String(contentsOfFile: Self.directory + "/" + file.name, encoding: .utf8)
            for literal in text.matches(of: /`[^`]*`/) {
                #expect(!literal.output.contains(/\n *\/\//), "\(file.name)")
            }
        }
    }

    @Test func `the CAPTCHA script may be loaded by any site`() async throws {
        try await TestServer.run(adjust: { $0.publicDirectory = Self.directory }) { server in
            let script = try await Exchange.get("/captcha.js", from: server)
            #expect(script["content-type"] == "text/javascript; charset=utf-8")
            #expect(script["cross-origin-resource-policy"] == "cross-origin")
            #expect(script["access-control-allow-origin"] == "*")
        }
    }

    @Test(arguments: [
        "/../Package.swift", "/%2e%2e/Package.swift", "/sample/../genkan.css/x", "//etc/passwd",
        "/genkan.css%00", "/.git/config", "/sample",
    ])
    func `no other path reaches a file`(_ path: String) async throws {
        try await TestServer.run(adjust: { $0.publicDirectory = Self.directory }) { server in
            let answer = try await Exchange.get(path, from: server)
            #expect([400, 404].contains(answer.status))
        }
    }

    @Test func `a missing file stops the start and is named`() throws {
        let empty = try TemporaryDirectory()
        #expect(throws: StaticFiles.Failure.unreadable(file: "genkan.css")) {
            try StaticFiles(directory: empty.path)
        }
    }

    @Test func `the sample website is served from its folder only when asked for`() async throws {
        let house = try TemporaryDirectory()
        try FileManager.default.createDirectory(
            atPath: house.path + "/sample", withIntermediateDirectories: false)
        try house.write("<!doctype html><p>hello", to: "sample/index.html")
        try house.write("p{}", to: "sample/site.css")
        try await TestServer.run(routes: { try SampleWebsite(directory: house.path).add(to: $0) }) {
            server in
            for path in ["/sample", "/sample/", "/sample/index.html"] {
                let page = try await Exchange.get(path, from: server)
                #expect(page.body.hasSuffix("hello"))
                #expect(page["content-security-policy"]?.contains("script-src 'self'") == true)
            }
            #expect(try await Exchange.get("/sample/site.css", from: server).body == "p{}")
            #expect(try await Exchange.get("/sample/other", from: server).status == 404)
        }
    }
}

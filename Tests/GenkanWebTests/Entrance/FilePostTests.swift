import Genkan
import GenkanTesting
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

/// Forms that take files.
@Suite struct FilePostTests {
    private static let json = [MultipartParts.type, "Accept: application/json"]
    private static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]

    private static let form = """
        title: {ja: 修理, en: Repairs}
        fields:
          - {name: name, label: {ja: お名前, en: Name}, kind: person-name, required: true}
          - name: photo
            label: {ja: 写真, en: Photo}
            kind: file
            accept: [png, txt]
            max_files: 2
            max_file_bytes: 2048
        """

    private func run(
        scanner: (any FileScanner)? = nil, _ text: String = form,
        _ body: @Sendable (EntranceHouse) async throws -> Void
    ) async throws {
        let form = try FormReader.read(Array(text.utf8), file: "contact.yaml").get()
        try await EntranceHouse.run([form], scanner: scanner, body)
    }

    private func send(
        _ parts: [UInt8]..., to house: EntranceHouse, _ headers: [String] = json
    ) async throws -> Exchange {
        try await house.send(
            "POST", "/f/contact?lang=en", headers,
            bytes: parts.flatMap(\.self) + MultipartParts.end)
    }

    private func stored(_ house: EntranceHouse) async throws -> (files: Int64?, held: Int64?) {
        try await house.storage.staff.readers.read { connection in
            (
                try connection.number("SELECT count(*) FROM files"),
                try connection.number("SELECT count(*) FROM submissions WHERE held = 'infected'")
            )
        }
    }

    @Test func `files are stored with the answers`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let answer = try await send(
                MultipartParts.text("name", "Vera"), MultipartParts.file("a.png", Self.png),
                MultipartParts.file("メモ.TXT", Array("山田".utf8)), to: house)
            #expect(answer.status == 201)
            #expect(try await stored(house).files == 2)
        }
    }

    @Test(
        arguments: [
            ("shift_jis", [0x94, 0x5C, 0x97, 0xCD], "能力"),
            ("shift_jis", [0x97, 0x5C, 0x92, 0xE8, 0x95, 0x5C], "予定表"),
            ("euc-jp", [0xC7, 0xBD, 0xCE, 0xCF], "能力"), ("utf-8", [0x94, 0x5C, 0x97], "_"),
        ] as [(String, [UInt8], String)])
    func `a file of an old page keeps its name`(
        encoding: String, name: [UInt8], expected: String
    ) async throws {
        let head = "------x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\""
        for ending in [".png", ""] {
            var reader = MultipartReader(
                try #require(MultipartBoundary(contentType: "multipart/form-data; boundary=----x")),
                into: Heads())
            let bytes =
                Array(head.utf8) + name + Array((ending + "\"\r\n\r\nx\r\n------x--\r\n").utf8)
            try reader.read(bytes[...])
            try reader.finish()
            let sent = try #require(reader.sink.heads.first?.fileNameBytes)
            let text = TextEncoding(label: encoding)?.text(of: sent)
            if encoding == "utf-8" {
                #expect(text == nil)
            } else {
                #expect(text == expected + ending)
            }
        }
    }

    private struct Heads: MultipartSink {
        var heads: [PartHead] = []
        mutating func begin(_ head: PartHead) { heads.append(head) }
        mutating func read(_ bytes: ArraySlice<UInt8>) {}
        mutating func end() {}
    }

    @Test func `a name in Shift_JIS stands in the answers as it was meant`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let file =
                Array(
                    "------x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"".utf8)
                + [0x94, 0x5C, 0x97, 0xCD] + Array(".png\"\r\n\r\n".utf8) + Self.png
                + Array("\r\n".utf8)
            let id = MultipartParts.text("_submission", SubmissionName.fresh())
            let parts = [MultipartParts.text("name", "Vera"), id]
            let declared = MultipartParts.text("_charset_", "Shift_JIS")
            #expect(try await send(file, declared, parts[0], parts[1], to: house).status == 201)
            // The same under its name in UTF-8 is the same; undeclared it has another.
            let named = MultipartParts.file("能力.png", Self.png)
            #expect(try await send(named, parts[0], parts[1], to: house).status == 201)
            #expect(try await send(file, parts[0], parts[1], to: house).status == 409)
            #expect(try await stored(house).files == 1)
        }
    }

    @Test(arguments: [
        ("a.exe", png, "file-type", "PNG, TXT"), ("a.txt.exe", png, "file-type", "PNG"),
        ("png", png, "file-type", "PNG"),
        ("a.png", Array("<script>".utf8), "file-not-as-named", "extension"),
        ("a.png", [0x89, 0x50], "file-not-as-named", "extension"),
        ("a.txt", png, "file-not-as-named", "extension"),
        ("a.png", png + [UInt8](repeating: 0, count: 2_048), "file-too-large", "2 KB"),
        ("a.png", [], "file-empty", "is empty"),
    ])
    func `what the field does not take is told at the field`(
        name: String, bytes: [UInt8], code: String, words: String
    ) async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let answer = try await send(
                MultipartParts.text("name", "Vera"), MultipartParts.file(name, bytes), to: house)
            #expect(answer.status == 422 && answer.body.contains("\"code\":\"\(code)\""))
            let page = try await send(
                MultipartParts.text("name", "Vera"), MultipartParts.file(name, bytes), to: house,
                [MultipartParts.type])
            #expect(page.status == 422 && page.body.contains(words), "\(page.body)")
            #expect(page.body.contains("value=\"Vera\""))
            #expect(page.body.contains("please choose it again"))
            #expect(try await stored(house).files == 0)
        }
    }

    @Test func `one file too many is told, and none of them stored`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let answer = try await send(
                MultipartParts.text("name", "Vera"), MultipartParts.file("a.png", Self.png),
                MultipartParts.file("b.png", Self.png),
                MultipartParts.file("c.png", Self.png), to: house)
            #expect(answer.status == 422 && answer.body.contains("too-many-files"))
            #expect(try await stored(house).files == 0)
        }
    }

    @Test func `a control in which nothing was chosen sends no file`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            #expect(
                try await send(
                    MultipartParts.text("name", "Vera"), MultipartParts.file("", []), to: house
                ).status == 201)
        }
        try await run(Self.form + "\n    required: true") {
            (house: EntranceHouse) async throws -> Void in
            let answer = try await send(
                MultipartParts.text("name", "Vera"), MultipartParts.file("", []), to: house)
            #expect(answer.status == 422 && answer.body.contains("Please choose a file"))
        }
    }

    @Test func `a page that sends the name alone is told what to write`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let page = try await house.post([("name", "Vera"), ("photo", "a.png")])
            #expect(page.status == 422 && page.body.contains("multipart/form-data"))
            let empty = try await house.post([("name", "Vera"), ("photo", "")])
            #expect(empty.status == 303)
            let json = try await house.send(
                "POST", "/f/contact", ["Content-Type: application/json"],
                #"{"name":"Vera","photo":"a.png"}"#)
            #expect(json.status == 422 && json.body.contains("file-not-sent"))
        }
    }

    @Test func `the hosted form sends files, and says which`() async throws {
        try await run { (house: EntranceHouse) async throws -> Void in
            let page = try await house.get("/f/contact?lang=en")
            #expect(page.body.contains("enctype=\"multipart/form-data\""))
            #expect(page.body.contains("PNG, TXT, up to 2 KB each, 2 at most"))
            #expect(
                page.body.contains(
                    "type=\"file\" accept=\".png,.txt,image/png,text/plain\" multiple"))
        }
        try await EntranceHouse.run { (house: EntranceHouse) async throws -> Void in
            #expect(!(try await house.get("/f/contact").body.contains("enctype")))
        }
    }

    /// What a scanner says, and how often it was asked.
    private struct Scanner: FileScanner {
        let answer: @Sendable ([UInt8]) -> FileScan

        func scan(_ file: some ScannableFile) async -> FileScan {
            let bytes = (0..<file.pieces).flatMap { (try? file.piece($0)) ?? [] }
            return answer(bytes)
        }
    }

    @Test func `the scanner sees every byte, and what it finds is held`() async throws {
        let png = Self.png
        let scanner = Scanner { $0 == png ? .infected(.init("Test")) : .clean }
        try await run(scanner: scanner) { house in
            let clean = try await send(
                MultipartParts.text("name", "Ben"),
                MultipartParts.file("b.txt", Array("hello".utf8)), to: house)
            #expect(clean.status == 201)
            #expect(try await stored(house) == (files: 1, held: 0))
            let found = try await send(
                MultipartParts.text("name", "Vera"),
                MultipartParts.file("b.txt", Array("hello".utf8)),
                MultipartParts.file("a.png", png),
                to: house)
            #expect(found.status == 201)
            #expect(try await stored(house) == (files: 3, held: 1))
        }
    }
}

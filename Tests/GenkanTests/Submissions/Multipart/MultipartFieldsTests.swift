import Testing

@testable import Genkan

/// What came of the files that were asked for.
private struct FileNames: MultipartSink {
    var list: [String] = []

    mutating func begin(_ head: PartHead) { list.append((head.fileName ?? "none") + "=") }

    mutating func read(_ bytes: ArraySlice<UInt8>) {
        list[list.count - 1] += String(decoding: bytes, as: UTF8.self)
    }

    mutating func end() { list[list.count - 1] += "." }
}

@Suite struct MultipartFieldsTests {
    private func fields(
        _ body: String, limits: BodyLimits = .standard
    ) throws -> MultipartFields<FileNames> {
        try fields(Array(body.utf8), limits: limits)
    }

    private func fields(
        _ body: [UInt8], limits: BodyLimits = .standard
    ) throws -> MultipartFields<FileNames> {
        let boundary = try #require(MultipartBoundary("x"))
        var reader = MultipartReader(
            boundary, into: MultipartFields(limits: limits, files: FileNames(), asked: ["photo"]))
        try reader.read(body[...])
        try reader.finish()
        return reader.sink
    }

    private func part(_ name: String, _ value: String, _ more: String = "") -> String {
        "--x\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(value)\r\n"
    }

    @Test func `fields are pairs like those of any other body`() throws {
        let found = try fields(part("a", "e\u{301}\r\nb") + part("a", "") + "--x--")
        let pairs = found.decoded.raw.pairs
        #expect(pairs.map(\.name) == ["a", "a"] && pairs.map(\.value) == ["\u{e9}\nb", ""])
        #expect(!found.hasUnaskedFiles && found.decoded.lost.isEmpty)
    }

    @Test func `a file control in which nothing was chosen is no field and no file`() throws {
        let found = try fields(part("f", "", "; filename=\"\"") + part("a", "1") + "--x--")
        #expect(!found.hasUnaskedFiles && found.decoded.raw.pairs.map(\.name) == ["a"])
    }

    @Test(arguments: ["; filename=\"a.txt\"", "; filename=\"\""])
    func `a file that nobody asked for is told, the fields stay`(more: String) throws {
        let found = try fields(part("f", "data", more) + part("a", "1") + "--x--")
        #expect(found.hasUnaskedFiles && found.decoded.raw.pairs.map(\.name) == ["a"])
    }

    @Test func `files that are asked for go where they are taken, and are no fields`() throws {
        let found = try fields(
            part("photo", "one", "; filename=\"a.png\"") + part("a", "1")
                + part("photo", "", "; filename=\"\"") + part("photo", "text") + "--x--")
        #expect(found.files.list == ["a.png=one.", "=."] && !found.hasUnaskedFiles)
        #expect(found.decoded.raw.pairs.map(\.value) == ["1", "text"])
    }

    @Test func `an encoding counts for the whole body, or for the part that names it`() throws {
        let shiftJIS: [UInt8] = [0x8E, 0x52]  // 山
        let name = Array("--x\r\nContent-Disposition: form-data; name=\"a\"".utf8)
        let end = Array("\r\n--x--".utf8), blank = Array("\r\n\r\n".utf8)
        let declared = Array(part("_charset_", "Shift_JIS").utf8)
        #expect(try fields(declared + name + blank + shiftJIS + end).decoded.raw.first("a") == "山")
        let own = Array("\r\nContent-Type: text/plain; charset=shift_jis".utf8)
        #expect(try fields(name + own + blank + shiftJIS + end).decoded.raw.first("a") == "山")
        let lost = try fields(name + blank + shiftJIS + end).decoded
        #expect(lost.lost == ["a"])
    }

    @Test func `the limits act while the body comes`() throws {
        let limits = BodyLimits(pairs: 2, nameBytes: 3, valueBytes: 4)
        let two = part("abc", "1234") + part("b", "")
        #expect(throws: Never.self) { try fields(two + "--x--", limits: limits) }
        // None of these bodies has an end.
        for (body, code) in [
            (two + part("c", ""), BodyError.Code.tooManyPairs), (part("abcd", ""), .nameTooLong),
            ("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n12345\r", .valueTooLong),
        ] {
            let error = #expect(throws: BodyError.self) { try fields(body, limits: limits) }
            #expect(error?.code == code && error?.isTooLarge == true)
        }
    }
}

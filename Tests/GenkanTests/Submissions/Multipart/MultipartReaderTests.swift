import Testing

@testable import Genkan

@Suite struct MultipartReaderTests {
    private func read(
        _ body: [UInt8], boundary: String, chunk: Int = .max
    ) throws -> PartRecorder {
        var reader = MultipartReader(
            try #require(MultipartBoundary(boundary)), into: PartRecorder())
        var rest = body[...]
        while !rest.isEmpty {
            try reader.read(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
        }
        try reader.finish()
        #expect(reader.sink.isOrderly && !reader.sink.isOpen)
        return reader.sink
    }

    private func parts(_ recorder: PartRecorder) -> [MultipartCase.Part] {
        recorder.parts.map { head, bytes in
            let text = String(validating: bytes, as: UTF8.self)
            return MultipartCase.Part(
                name: head.name, value: text,
                hex: text == nil ? bytes.map { hex($0) }.joined() : nil,
                filename: head.fileName, type: head.type)
        }
    }

    private func hex(_ byte: UInt8) -> String {
        String(
            decoding: [hexadecimalDigit(of: byte >> 4), hexadecimalDigit(of: byte & 15)],
            as: UTF8.self)
    }

    @Test func `there are bodies to read`() {
        #expect(MultipartCase.all.count >= 80)
    }

    @Test(arguments: MultipartCase.all)
    func `a body gives its parts, however it is cut`(one: MultipartCase) throws {
        for chunk in [Int.max, 1, 2, 3, 7, 64] {
            if let error = one.error {
                let code = try #require(BodyError.Code(rawValue: error))
                #expect(throws: BodyError(code)) {
                    try read(one.bytes, boundary: one.boundary, chunk: chunk)
                }
            } else {
                let found = try parts(read(one.bytes, boundary: one.boundary, chunk: chunk))
                #expect(found == one.parts)
            }
        }
    }

    @Test(arguments: MultipartCase.all.filter { $0.error == nil })
    func `a body that is cut off is none, or has all its parts`(one: MultipartCase) throws {
        let bytes = one.bytes
        for count in bytes.indices {
            let head = Array(bytes.prefix(count))
            guard let found = try? read(head, boundary: one.boundary) else { continue }
            // Data may hold what would be the end if it were the end.
            let end = Array("--\(one.boundary)--".utf8)
            let isEnded = head.indices.contains { head[$0...].starts(with: end) }
            #expect(isEnded, "cut off behind \(count) of \(bytes.count) bytes")
            guard one.case != "a line that ends the parts and goes on" else { continue }
            #expect(parts(found) == one.parts, "cut off behind \(count) of \(bytes.count) bytes")
        }
    }

    @Test func `whatever the bytes, nothing goes wrong`() throws {
        var generator = Seeded(state: 11)
        let pieces =
            ["\r\n", "--x", "--", "\r", "\n", "a", ": ", "\"", ";", " ", "\\", "%22"]
            + ["Content-Disposition: form-data; name=\"a\"\r\n\r\n", "\r\n--x\r\n", "\r\n--x--"]
        for _ in 0..<3_000 {
            let body = (0..<Int.random(in: 0...30, using: &generator)).flatMap { _ in
                Array((pieces.randomElement(using: &generator) ?? "").utf8)
            }
            let whole = try? read(body, boundary: "x")
            let cut = try? read(body, boundary: "x", chunk: 1)
            #expect(whole.map(parts) == cut.map(parts))
        }
    }

    @Test func `it keeps no more of a body than one head or one delimiter`() throws {
        struct Counter: MultipartSink {
            var count = 0
            func begin(_ head: PartHead) {}
            mutating func read(_ bytes: ArraySlice<UInt8>) { count += bytes.count }
            func end() {}
        }
        var reader = MultipartReader(try #require(MultipartBoundary("x")), into: Counter())
        try reader.read(Array("--x\r\nContent-Disposition: form-data; name=a\r\n\r\n".utf8)[...])
        let data = Array(String(repeating: "\r\n--y and more\r", count: 1_000).utf8)
        for number in 1...100 {
            try reader.read(data[...])
            #expect(reader.sink.count > number * data.count - 128)
        }
    }

    @Test(arguments: [
        ("multipart/form-data; boundary=abc", "abc"),
        ("multipart/form-data;boundary=\"a b\"", "a b"),
        ("multipart/form-data; charset=utf-8; BOUNDARY=x", "x"),
        ("Multipart/Form-Data ; boundary = x ", "x"),
    ])
    func `a boundary is read from the header`(header: String, boundary: String) throws {
        #expect(MultipartBoundary(contentType: header)?.bytes == Array(boundary.utf8))
    }

    @Test(arguments: [
        "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=\"\"",
        "multipart/form-data; boundary=a; boundary=b", "multipart/form-data; boundary=\"a",
        "multipart/form-data; boundary=a\u{e9}", "multipart/form-data; boundary=\"a \"",
        "multipart/form-data; boundary=\(String(repeating: "x", count: 71))",
        "multipart/form-data; boundary=a\"b", "multipart/form-data; boundary=a\r\nb",
    ])
    func `what is no boundary is refused`(header: String) {
        #expect(MultipartBoundary(contentType: header) == nil)
    }
}

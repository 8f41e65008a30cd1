import Testing

@testable import Genkan

/// What is signed when somebody wants to prove that a submission was received.
@Suite struct ReceiptStatementTests {
    private func statement(house: String? = "https://form.example.jp") throws -> ReceiptStatement {
        let id = SubmissionID(
            time: Instant(microseconds: 1_795_996_825_123_456), random: Array(1...10))
        return ReceiptStatement(
            try #require(Receipt(of: id, digest: Array(0..<32))), form: "contact", house: house)
    }

    @Test func `a statement has the text that it promises, and is read again`() throws {
        let statement = try statement()
        let code = statement.receipt.code.text
        let digest = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"
        #expect(
            String(decoding: statement.bytes, as: UTF8.self) == """
                {"code":"\(code)","envelope":"\(digest)","form":"contact",\
                "house":"https://form.example.jp","received":"2026-11-30T00:00:25.123Z"}
                """)
        #expect(ReceiptStatement(bytes: statement.bytes) == statement)
        let plain = try self.statement(house: nil)
        #expect(ReceiptStatement(bytes: plain.bytes) == plain)
    }

    @Test func `a text that differs in anything is no statement, or another`() throws {
        let statement = try statement()
        for (place, byte) in statement.bytes.enumerated() {
            for other in [byte ^ 1, byte ^ 0x20, UInt8(ascii: " ")] where other != byte {
                var altered = statement.bytes
                altered[place] = other
                let read = ReceiptStatement(bytes: altered)
                #expect(read != statement && (read == nil || read?.bytes == altered))
            }
            #expect(ReceiptStatement(bytes: Array(statement.bytes[..<place])) == nil)
        }
        #expect(ReceiptStatement(bytes: statement.bytes + [UInt8(ascii: " ")]) == nil)
        let long = ReceiptStatement(
            statement.receipt, form: String(repeating: "f", count: 1024), house: nil)
        #expect(ReceiptStatement(bytes: long.bytes) == nil)
    }

    @Test(arguments: [
        "2026-02-30T00:00:25.123Z", "2026-11-30T24:00:25.123Z", "2026-11-30T00:60:25.123Z",
        "2026-11-30T00:00:60.123Z", "2026-11-30 00:00:25.123Z", "2026-11-30T00:00:25.123",
        "2026-11-30T00:00:25.12Z", "2026-11-30T00:00:25,123Z", "2026-11-30T00:00:25.123z",
        "+026-11-30T00:00:25.123Z", "1969-12-31T23:59:59.999Z",
    ])
    func `a time that is written in another way is refused`(received: String) throws {
        let text = String(decoding: try statement().bytes, as: UTF8.self)
            .replacing("2026-11-30T00:00:25.123Z", with: received)
        #expect(ReceiptStatement(bytes: Array(text.utf8)) == nil)
    }

    @Test func `a receipt has a digest of 32 bytes and a time that can be written`() throws {
        let id = SubmissionID(time: Instant(microseconds: 0), random: Array(1...10))
        #expect(Receipt(of: id, digest: Array(0..<31)) == nil)
        #expect(Receipt(of: id, digest: Array(0..<33)) == nil)
        let code = ReceiptCode(of: id), digest = [UInt8](0..<32)
        for microseconds: Int64 in [-1000, 1, 253_402_300_800_000_000] {
            let received = Instant(microseconds: microseconds)
            #expect(Receipt(code: code, received: received, digest: digest) == nil)
        }
    }
}

import Testing

@testable import Sealing

@Suite struct ByteFormatTests {
    @Test func `numbers are written big-endian in their full width`() {
        var writer = ByteWriter()
        writer.append(UInt8(1))
        writer.append(UInt16(0x0203))
        writer.append(UInt32(0x0405_0607))
        writer.append(Int64(-2))
        #expect(
            writer.bytes == [1, 2, 3, 4, 5, 6, 7] + [UInt8](repeating: 0xFF, count: 7) + [0xFE])
    }

    @Test func `what was written is read back`() throws {
        var writer = ByteWriter()
        writer.append(World.id(9))
        writer.append(UInt32.max)
        writer.append(Int64.min)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.id() == World.id(9))
        #expect(try reader.integer(UInt32.self) == .max)
        #expect(try reader.time() == .min)
        try reader.finish()
    }

    @Test func `reading beyond the end and leaving bytes over are refused`() throws {
        var short = ByteReader([1, 2, 3])
        #expect(throws: Refusal.refused) { _ = try short.integer(UInt32.self) }
        #expect(throws: Refusal.refused) { _ = try short.read(-1) }
        var long = ByteReader([1, 2, 3])
        _ = try long.integer(UInt16.self)
        #expect(throws: Refusal.refused) { try long.finish() }
        #expect(throws: Refusal.refused) { try long.expect([4]) }
    }

    @Test func `no label is another one's beginning once it is separated`() {
        let labels = Label.allCases.map(\.separated)
        #expect(Set(labels).count == labels.count)
        for one in labels {
            for other in labels where one != other {
                #expect(!other.starts(with: one))
            }
        }
        #expect(Label.allCases.allSatisfy { $0.rawValue.hasPrefix("genkan/v1/") })
    }

    @Test func `labels that share a use and a width have the same length`() {
        #expect(Label.record.separated.count == Label.commit.separated.count)
    }

    @Test(
        arguments: [
            ([], ""), ([0xFF], "_w"), ([0xFB, 0xEF], "--8"), ([1, 2, 3], "AQID"),
            ([UInt8](repeating: 0, count: 32), String(repeating: "A", count: 43)),
        ] as [([UInt8], String)])
    func `base64url is RFC 4648's without padding`(bytes: [UInt8], text: String) {
        #expect(Base64URL.encode(bytes.span) == text)
        #expect(Base64URL.decode(text) == bytes)
    }

    @Test(arguments: ["A", "_x", "AQ==", "AQI+", "AQI/", "AQI D", "AQIDB", "あ"])
    func `anything else is not base64url`(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }
}

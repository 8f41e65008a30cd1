import Testing

@testable import Sealing

@Suite struct PaddingTests {
    @Test(arguments: [
        (0, 256), (1, 256), (256, 256), (257, 272), (272, 272), (273, 288), (511, 512),
        (512, 512), (513, 544), (1_000, 1_024), (1_025, 1_088), (65_537, 67_584),
        (1_048_576, 1_048_576),
    ])
    func `sizes are Padmé's above the floor`(count: Int, size: Int) {
        #expect(Padding.size(for: count) == size)
    }

    @Test func `a size is never below, never above 12 percent, and its own size`() {
        for count in 0..<70_000 {
            let size = Padding.size(for: count)
            #expect(size >= max(count, Padding.floor))
            #expect(Padding.size(for: size) == size)
            if count >= Padding.floor { #expect(Double(size) <= Double(count) * 1.12) }
        }
    }

    @Test func `few sizes are seen`() {
        let sizes = Set((0...Envelope.longestContent).map { Padding.paddedSize(ofContent: $0) })
        #expect(sizes.count < 300)
    }

    private func padded(_ content: [UInt8], length: UInt32? = nil, size: Int? = nil) -> [UInt8] {
        var writer = ByteWriter()
        writer.append(length ?? UInt32(content.count))
        writer.append(content)
        let missing = (size ?? Padding.paddedSize(ofContent: content.count)) - writer.bytes.count
        writer.append([UInt8](repeating: 0, count: missing))
        return writer.bytes
    }

    @Test(arguments: [0, 1, 251, 252, 253, 268, 1_000, 5_000])
    func `the content is found again`(count: Int) {
        let bytes = padded([UInt8](repeating: 7, count: count))
        #expect(Padding.contentRange(in: bytes.span) == 4..<4 + count)
    }

    @Test func `any other padding is none`() {
        let content: [UInt8] = [1, 2, 3]
        var dirty = padded(content)
        dirty[dirty.count - 1] = 1
        var nextToContent = padded(content)
        nextToContent[7] = 1
        for wrong in [
            dirty, nextToContent, padded(content, size: 255), padded(content, size: 272),
            padded(content, length: 253), padded(content, length: .max), [], [0, 0, 0, 0],
            padded(content, size: 512),
        ] {
            #expect(Padding.contentRange(in: wrong.span) == nil)
        }
    }
}

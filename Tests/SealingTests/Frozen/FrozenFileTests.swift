import OpenSSL
import Testing

@testable import Sealing

/// A file whose chunks an independent program has made: they must open for ever.
@Suite struct FrozenFileTests {
    private static let content = (0..<70_000).map { UInt8($0 % 251) }
    /// SHA-256 of the two sealed chunks.
    private static let digests = [
        "dbb71ceefc2127e642527d623fa87c63ed87f8baf6468097eca6ebc3e89fcddb",
        "2a5b720308507f8ed9c83c58ffaf43479dfd21a0f84bc75330b52c1d67654171",
    ]

    private func key() throws -> FileKey {
        let id = try #require(ObjectID(bytes: Array(0xA0...0xAF)))
        return FileKey(
            try SecretBytes(copying: Array(0...31)), of: id, byteCount: Self.content.count,
            digest: try SHA256.digest(of: Self.content.span))
    }

    @Test func `the chunks of a known key are those that were made elsewhere, and open`() throws {
        let key = try key()
        let padded = Self.content + [UInt8](repeating: 0, count: 71_680 - Self.content.count)
        #expect(key.chunks == 2 && FileChunks.paddedSize(of: Self.content.count) == padded.count)
        var opened: [UInt8] = []
        for (index, start) in [0, 65_536].enumerated() {
            let chunk = Array(padded[start..<min(start + 65_536, padded.count)])
            let sealed = try key.seal(chunk.span, at: index, isLast: index == 1)
            let digest = try SHA256.digest(of: sealed.span)
            let text = digest.map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
            #expect(text == Self.digests[index])
            opened += try key.open(sealed, at: index)
        }
        #expect(opened == Self.content)
    }

    @Test func `what an envelope holds of a file is key, length and digest`() throws {
        let key = try key()
        let digest = key.digest
        let content = try key.content()
        let bytes = content.withBytes { bytes in bytes.indices.map { bytes[$0] } }
        #expect(bytes == Array(0...31) + [0, 0, 0, 0, 0, 0x01, 0x11, 0x70] + digest)
    }
}

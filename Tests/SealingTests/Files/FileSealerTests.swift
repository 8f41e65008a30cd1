import OpenSSL
import Testing

@testable import Sealing

@Suite struct FileSealerTests {
    private func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 % 251) } }

    /// Sealed in pieces of a size.
    private func sealed(_ content: [UInt8], pieces: Int = 4_096) throws -> SealedFile {
        var sealer = try FileSealer()
        var rest = content[...]
        while !rest.isEmpty {
            try sealer.write(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return try sealer.finish()
    }

    private func opened(_ file: SealedFile) throws -> [UInt8] {
        try file.chunks.indices.flatMap { try file.key.open(file.chunks[$0], at: $0) }
    }

    @Test(arguments: [1, 255, 256, 257, 65_535, 65_536, 65_537, 131_072, 200_000, 1_000_003])
    func `every length comes back, however it was cut`(count: Int) throws {
        let content = content(count)
        let digest = try SHA256.digest(of: content.span)
        for pieces in [1_000, 65_536, Int.max] {
            let file = try sealed(content, pieces: pieces)
            #expect(try opened(file) == content)
            #expect(file.byteCount == count && file.digest == digest)
            #expect(file.chunks.count == file.key.chunks)
            let bytes = file.chunks.reduce(0) { $0 + $1.count - FileChunks.overhead }
            #expect(bytes == FileChunks.paddedSize(of: count))
            #expect(file.chunks.dropLast().allSatisfy { $0.count == 65_536 + FileChunks.overhead })
        }
    }

    @Test func `similar lengths look the same, and no two files do`() throws {
        let files = try [1, 100, 256].map { try sealed(content($0)) }
        #expect(Set(files.map { $0.chunks[0].count }).count == 1)
        let same = try (0..<20).map { _ in try sealed(content(300)) }
        #expect(Set(same.map { $0.chunks[0] }).count == 20 && Set(same.map(\.id)).count == 20)
    }

    @Test func `a file without a byte is none`() throws {
        let sealer = try FileSealer()
        let error = #expect(throws: SealingError.self) { _ = try sealer.finish() }
        #expect(error?.code == .outOfBounds)
    }

    @Test func `no other chunk opens in a place, and none that was touched`() throws {
        let file = try sealed(content(200_000)), other = try sealed(content(200_000))
        func refuses(_ chunk: [UInt8], at index: Int, _ what: Comment) {
            #expect(throws: SealingError(.cannotOpen, .file, file.id), what) {
                _ = try file.key.open(chunk, at: index)
            }
        }
        let last = file.chunks.count - 1
        for index in file.chunks.indices {
            refuses(other.chunks[index], at: index, "another file's")
            refuses(Array(file.chunks[index].dropLast()), at: index, "a shorter one")
            refuses(file.chunks[index] + [0], at: index, "a longer one")
            for place in [0, 1_000, file.chunks[index].count - 1] {
                var touched = file.chunks[index]
                touched[place] ^= 1
                refuses(touched, at: index, "one with another bit")
            }
        }
        refuses(file.chunks[1], at: 0, "the next one")
        refuses(file.chunks[last - 1], at: last, "the one before the last")
        refuses(file.chunks[last], at: last + 1, "one behind the last")
        refuses(file.chunks[0], at: -1, "one before the first")
        refuses([], at: 0, "none")
    }

    @Test func `a file that ends at an earlier chunk is not the file`() throws {
        let file = try sealed(content(200_000))
        // Who has the key, and says that the file is shorter, meets a chunk that is not the last.
        let shorter = try file.key.knowing(131_072, file.digest)
        #expect(shorter.chunks == 2)
        #expect(throws: Never.self) { _ = try shorter.open(file.chunks[0], at: 0) }
        #expect(throws: SealingError(.cannotOpen, .file, file.id)) {
            _ = try shorter.open(file.chunks[1], at: 1)
        }
        let longer = try file.key.knowing(199_999, file.digest)
        #expect(throws: SealingError(.cannotOpen, .file, file.id)) {
            _ = try longer.open(file.chunks[3], at: 3)
        }
    }

    @Test func `the key comes out of the submission's envelope, and out of no other`() throws {
        let world = try World()
        let (dataKey, record) = try world.dataKey()
        let file = try sealed(content(70_000))
        let sealer = try dataKey.sealer(for: World.submission, schemaVersion: 1, at: World.now)
        let envelope = try sealer.seal(file)
        #expect(envelope.header.purpose == .file && envelope.header.envelope == file.id)
        let opened = try world.formKey.open(record)
            .open(envelope.bytes, expecting: envelope.header)
        let key = try FileKey(opened, of: file.id)
        #expect(key.byteCount == 70_000 && key.digest == file.digest)
        #expect(try key.open(file.chunks[1], at: 1) == content(70_000)[65_536...].map { $0 })
        let note = try sealer.seal(.note, content(50).span)
        let other = try world.formKey.open(record).open(note.bytes, expecting: note.header)
        #expect(throws: SealingError(.cannotOpen, .file, file.id)) {
            _ = try FileKey(other, of: file.id)
        }
    }
}

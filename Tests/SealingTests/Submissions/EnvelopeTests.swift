import OpenSSL
import Testing

@testable import Sealing

@Suite struct EnvelopeTests {
    private let world: World
    private let key: DataKey
    private let opened: OpenedDataKey

    init() throws {
        world = try World()
        let record: DataKeyRecord
        (key, record) = try world.dataKey()
        opened = try world.formKey.open(record)
    }

    @Test(arguments: EnvelopePurpose.allCases)
    func `what is sealed opens`(purpose: EnvelopePurpose) throws {
        let sealed = try world.sealed("山田 太郎 090-1234-5678", purpose: purpose, under: key)
        let plaintext = try opened.open(sealed.bytes, expecting: sealed.header)
        #expect(plaintext.text == "山田 太郎 090-1234-5678")
        #expect(sealed.header.purpose == purpose)
        #expect(sealed.header.schemaVersion == 3)
    }

    @Test(arguments: [0, 1, 252, 253, 4_096, 1 << 20])
    func `every length comes back`(count: Int) throws {
        let content = [UInt8](repeating: 0x5A, count: count)
        let sealed = try key.sealer(for: World.submission, schemaVersion: 1, at: World.now)
            .seal(.answers, content.span)
        #expect(sealed.bytes.count == Envelope.byteCount(forContent: count))
        let plaintext = try opened.open(sealed.bytes, expecting: sealed.header)
        #expect(plaintext.count == count)
        let isSame = plaintext.withBytes { ConstantTime.equal($0, content.span) }
        #expect(isSame)
    }

    @Test func `more than a mebibyte is refused`() throws {
        let content = [UInt8](repeating: 0, count: Envelope.longestContent + 1)
        let sealer = try key.sealer(for: World.submission, schemaVersion: 1, at: World.now)
        #expect(throws: SealingError(.outOfBounds, .envelope, World.submission)) {
            _ = try sealer.seal(.answers, content.span)
        }
    }

    @Test func `the same answers never look the same`() throws {
        let envelopes = try (0..<200).map { _ in try world.sealed(under: key) }
        #expect(Set(envelopes.map(\.header.envelope)).count == 200)
        #expect(Set(envelopes.map { $0.bytes[75..<107] }).count == 200)
        #expect(Set(envelopes.map { $0.bytes[107..<119] }).count == 200)
        #expect(Set(envelopes.map { $0.bytes[119...] }).count == 200)
    }

    @Test func `answers of similar length have the same size`() throws {
        let sizes = try ["", "ben", "vera@example.org", String(repeating: "x", count: 252)].map {
            try world.sealed($0, under: key).bytes.count
        }
        #expect(Set(sizes) == [Envelope.byteCount(forContent: 0)])
        #expect(Envelope.byteCount(forContent: 0) == 391)
    }

    @Test func `nothing of the content stands in the bytes`() throws {
        let canary = Array("genkan-canary-7f3a".utf8)
        let bytes = try world.sealed("genkan-canary-7f3a", under: key).bytes
        let found = bytes.indices.contains { bytes[$0...].starts(with: canary) }
        #expect(!found)
    }

    @Test func `the header stands where the format says`() throws {
        let sealed = try world.sealed(purpose: .title, under: key)
        let bytes = sealed.bytes
        #expect(bytes[0..<4].elementsEqual(Array("GKE\u{01}".utf8)))
        #expect(bytes[4..<7].elementsEqual([0, 1, 1]))
        #expect(Array(bytes[7..<23]) == World.form.bytes)
        #expect(Array(bytes[23..<39]) == World.submission.bytes)
        #expect(Array(bytes[39..<55]) == sealed.header.envelope.bytes)
        #expect(Array(bytes[55..<71]) == key.id.bytes)
        #expect(Array(bytes[71..<75]) == [0, 0, 0, 3])
    }
}

import OpenSSL
import Testing

@testable import Sealing

@Suite struct DataKeyTests {
    private let world: World
    private let id = World.id(0xD0)
    private let retired = SealingError(.retired, .dataKey, World.id(0xD0))

    init() throws {
        world = try World()
    }

    private func begin(_ key: DataKey, at now: Int64 = World.now) throws {
        _ = try key.sealer(for: World.submission, schemaVersion: 1, at: now)
    }

    @Test func `a key's row says what it is`() throws {
        let (key, record) = try world.dataKey()
        #expect(record.id == id && key.id == id)
        #expect(record.form == World.form && key.form == World.form)
        #expect(record.generation == 1 && key.generation == 1)
        #expect(record.sealed.count == DataKeyRecord.sealedByteCount)
        #expect(record.signature.count == 64)
        #expect(record.wrapped == nil)
        #expect(key.expires == World.now + 600_000_000)
    }

    @Test func `it seals 1024 submissions and no more`() throws {
        let (key, _) = try world.dataKey()
        for count in 0..<DataKey.mostSubmissions {
            #expect(key.submissions == count)
            try begin(key)
        }
        #expect(!key.isUsable(at: World.now))
        #expect(throws: retired) { try begin(key) }
        #expect(key.submissions == DataKey.mostSubmissions)
    }

    @Test func `it seals for ten minutes`() throws {
        let (key, _) = try world.dataKey()
        let last = World.now + DataKey.longestAge - 1
        #expect(key.isUsable(at: last))
        try begin(key, at: last)
        #expect(!key.isUsable(at: last + 1))
        #expect(throws: retired) { try begin(key, at: last + 1) }
    }

    @Test func `a clock that went back ends it`() throws {
        let (key, _) = try world.dataKey()
        #expect(!key.isUsable(at: World.now - 1))
        #expect(throws: retired) { try begin(key, at: World.now - 1) }
    }

    @Test func `a retired key seals nothing, also in submissions that were begun`() throws {
        let (key, _) = try world.dataKey()
        let sealer = try key.sealer(for: World.submission, schemaVersion: 1, at: World.now)
        _ = try sealer.seal(.title, [1].span)
        key.retire()
        key.retire()
        #expect(!key.isUsable(at: World.now))
        #expect(throws: retired) { try begin(key) }
        #expect(throws: retired) { _ = try sealer.seal(.answers, [1].span) }
    }

    @Test func `many threads count every use once`() async throws {
        let (key, _) = try world.dataKey()
        let begun = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).count { _ in
                        (try? key.sealer(
                            for: World.submission, schemaVersion: 1, at: World.now)) != nil
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(begun == DataKey.mostSubmissions)
        #expect(key.submissions == DataKey.mostSubmissions)
    }

    @Test func `a key for another house's form is not made`() throws {
        let other = try HouseKey.create()
        let formKey = world.formKey.verified
        #expect(throws: SealingError(.unavailable, .dataKey, id)) {
            _ = try PendingDataKey(id: id, for: formKey, house: other, now: World.now).record
        }
    }
}

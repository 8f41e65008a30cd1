import OpenSSL
import Testing

@testable import Sealing

@Suite struct KeychainTests {
    private let world: World
    private let key: DataKey
    private let record: DataKeyRecord
    private let sealed: SealedEnvelope

    init() throws {
        world = try World()
        (key, record) = try world.dataKey()
        sealed = try world.sealed("vera", under: key)
    }

    @Test func `who was granted the form reads it`() throws {
        let anna = try world.keychain(of: world.anna)
        #expect(anna.holds(World.form, generation: 1))
        for _ in 0..<2 {
            let text = try anna.open(sealed.bytes, expecting: sealed.header, under: record).text
            #expect(text == "vera")
        }
    }

    @Test func `who was not, does not`() throws {
        let ben = try world.keychain(of: world.ben, granted: false)
        #expect(!ben.holds(World.form, generation: 1))
        #expect(throws: SealingError(.notGranted, .formKey, World.form)) {
            _ = try ben.open(sealed.bytes, expecting: sealed.header, under: record)
        }
        let annas = try world.formKey.grant(to: world.verified(world.anna))
        #expect(throws: SealingError(.cannotOpen, .grant, World.form)) {
            try ben.add(annas, for: world.formKey.verified)
        }
    }

    @Test func `a keychain needs the key that the roster lists`() throws {
        let anna = try world.verified(world.anna)
        #expect(throws: SealingError(.cannotOpen, .personKey, anna.id)) {
            _ = try Keychain(person: anna, agreement: world.ben.agreementKey)
        }
    }

    @Test func `a holder passes the form on`() throws {
        let anna = try world.keychain(of: world.anna)
        let ben = try world.keychain(of: world.ben, granted: false)
        let grant = try anna.grant(World.form, generation: 1, to: world.verified(world.ben))
        try ben.add(grant, for: world.formKey.verified)
        let text = try ben.open(sealed.bytes, expecting: sealed.header, under: record).text
        #expect(text == "vera")
        #expect(throws: SealingError(.notGranted, .formKey, World.id(0xF9))) {
            _ = try anna.grant(World.id(0xF9), generation: 1, to: world.verified(world.ben))
        }
    }

    @Test func `reading many is cheap after wrapping, and opens the same`() throws {
        let anna = try world.keychain(of: world.anna)
        let wrapped = try #require(try anna.wrapped(record))
        #expect(try anna.wrapped(wrapped) == nil)
        let recovery = try world.keychain(of: world.recovery)
        let text = try recovery.open(
            sealed.bytes, expecting: sealed.header, under: wrapped
        ).text
        #expect(text == "vera")
    }

    @Test func `a row that changed after it was opened once is refused`() throws {
        let anna = try world.keychain(of: world.anna)
        _ = try anna.open(sealed.bytes, expecting: sealed.header, under: record)
        let (_, other) = try world.dataKey()
        let changed = DataKeyRecord(
            id: record.id, form: record.form, generation: 1, sealed: record.sealed,
            signature: other.signature, wrapped: nil)
        #expect(throws: SealingError(.cannotOpen, .dataKey, record.id)) {
            _ = try anna.open(sealed.bytes, expecting: sealed.header, under: changed)
        }
        #expect(throws: SealingError(.cannotOpen, .envelope, World.submission)) {
            _ = try anna.open(sealed.bytes, expecting: sealed.header, under: other)
        }
    }

    @Test func `a new generation re-seals the data key, never the envelope`() throws {
        let anna = try world.keychain(of: world.anna)
        let next = try FormKey.create(for: World.form, generation: 2, house: world.house).key
        anna.add(next)
        let moved = try anna.resealed(record, to: next.verified, house: world.house)
        #expect(moved.generation == 2 && moved.id == record.id && moved.wrapped == nil)
        let text = try anna.open(sealed.bytes, expecting: sealed.header, under: moved).text
        #expect(text == "vera")
        let old = try world.keychain(of: world.recovery)
        #expect(throws: SealingError(.notGranted, .formKey, World.form)) {
            _ = try old.open(sealed.bytes, expecting: sealed.header, under: moved)
        }
        let foreign = try FormKey.create(for: World.id(1), generation: 1, house: world.house).key
        #expect(throws: SealingError(.outOfBounds, .dataKey, record.id)) {
            _ = try anna.resealed(record, to: foreign.verified, house: world.house)
        }
    }

    @Test func `opened data keys are bounded, the oldest goes first`() throws {
        var opened = OpenedDataKeys(limit: 3)
        let records = try (0..<5).map { try world.dataKey(World.id(UInt8($0))).record }
        for record in records {
            opened[record] = try world.formKey.open(record)
            opened[record] = try world.formKey.open(record)
        }
        #expect(opened.count == 3)
        #expect(records.map { opened[$0] != nil } == [false, false, true, true, true])
    }
}

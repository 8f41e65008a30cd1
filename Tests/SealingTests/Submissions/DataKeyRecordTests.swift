import OpenSSL
import Testing

@testable import Sealing

@Suite struct DataKeyRecordTests {
    private let world: World
    private let key: DataKey
    private let record: DataKeyRecord
    private let refusal = SealingError(.cannotOpen, .dataKey, World.id(0xD0))

    init() throws {
        world = try World()
        (key, record) = try world.dataKey()
    }

    private func changed(
        id: ObjectID? = nil, form: ObjectID? = nil, generation: UInt32? = nil,
        sealed: [UInt8]? = nil, signature: [UInt8]? = nil, wrapped: [UInt8]? = nil
    ) -> DataKeyRecord {
        DataKeyRecord(
            id: id ?? record.id, form: form ?? record.form,
            generation: generation ?? record.generation, sealed: sealed ?? record.sealed,
            signature: signature ?? record.signature, wrapped: wrapped ?? record.wrapped)
    }

    @Test func `a holder opens it from the box and from its wrapped form`() throws {
        let material = try key.material().key.exposed()
        #expect(try world.formKey.open(record).material.key.exposed() == material)
        let wrapped = try world.formKey.wrapped(record)
        #expect(wrapped.wrapped?.count == 60)
        #expect(wrapped.sealed == record.sealed && wrapped.signature == record.signature)
        #expect(try world.formKey.open(wrapped).material.key.exposed() == material)
        let again = try world.formKey.wrapped(wrapped)
        #expect(again.wrapped != wrapped.wrapped)
    }

    @Test func `every changed byte of the row is refused`() throws {
        for bytes in Tampering.flippedBits(record.sealed) + Tampering.truncated(record.sealed)
            + Tampering.extended(record.sealed)
        {
            #expect(throws: refusal) { _ = try world.formKey.open(changed(sealed: bytes)) }
        }
        for bytes in Tampering.flippedBits(record.signature)
            + Tampering.truncated(record.signature)
        {
            #expect(throws: refusal) { _ = try world.formKey.open(changed(signature: bytes)) }
        }
        let wrapped = try #require(try world.formKey.wrapped(record).wrapped)
        for bytes in Tampering.flippedBits(wrapped) + Tampering.truncated(wrapped)
            + Tampering.extended(wrapped)
        {
            #expect(throws: refusal) { _ = try world.formKey.open(changed(wrapped: bytes)) }
        }
    }

    @Test func `damage to the box or the signature is noticed beside the wrapped form too`() throws
    {
        let wrapped = try #require(try world.formKey.wrapped(record).wrapped)
        for bytes in Tampering.flippedBits(record.sealed) + Tampering.truncated(record.sealed) {
            #expect(throws: refusal) {
                _ = try world.formKey.open(changed(sealed: bytes, wrapped: wrapped))
            }
        }
        for bytes in Tampering.flippedBits(record.signature) {
            #expect(throws: refusal) {
                _ = try world.formKey.open(changed(signature: bytes, wrapped: wrapped))
            }
        }
        // A byte that moved from one to the other is no way around it.
        let moved = changed(
            sealed: record.sealed.dropLast(), signature: record.sealed.suffix(1) + record.signature,
            wrapped: wrapped)
        #expect(throws: refusal) { _ = try world.formKey.open(moved) }
    }

    @Test func `another id, form or generation is refused`() throws {
        let wrapped = try world.formKey.wrapped(record).wrapped
        for form in [nil, wrapped] {
            #expect(throws: SealingError(.cannotOpen, .dataKey, World.id(0xD9))) {
                _ = try world.formKey.open(changed(id: World.id(0xD9), wrapped: form))
            }
            #expect(throws: refusal) {
                _ = try world.formKey.open(changed(form: World.id(0xF9), wrapped: form))
            }
            #expect(throws: refusal) {
                _ = try world.formKey.open(changed(generation: 2, wrapped: form))
            }
        }
    }

    @Test func `exchanged rows are refused, in the box and wrapped`() throws {
        let (_, other) = try world.dataKey(World.id(0xD1))
        let otherWrapped = try world.formKey.wrapped(other).wrapped
        #expect(throws: refusal) {
            _ = try world.formKey.open(
                changed(sealed: other.sealed, signature: other.signature))
        }
        #expect(throws: refusal) { _ = try world.formKey.open(changed(wrapped: otherWrapped)) }
    }

    @Test func `a data key somebody made himself is refused`() throws {
        // Everything but the house's signature can be made from what stands in the database.
        let mallory = try HouseKey.create()
        let own = try HPKE.seal(
            SecretBytes(filledWith: 0x66), to: world.formKey.verified.publicKey, info: .dataKey,
            aad: DataKeyRecord.binding(record.id, world.formKey.verified))
        let message = DataKeyRecord.binding(record.id, world.formKey.verified) + own
        let signature = try mallory.signing.signature(.dataKeyRecord, for: message)
        for planted in [
            changed(sealed: own), changed(sealed: own, signature: signature),
            changed(wrapped: Array(own.prefix(60))),
        ] {
            #expect(throws: refusal) { _ = try world.formKey.open(planted) }
        }
    }

    @Test func `somebody else's form key opens nothing`() throws {
        let other = try FormKey(world.formKey.verified, pair: KeyPair())
        let wrapped = try world.formKey.wrapped(record)
        #expect(throws: refusal) { _ = try other.open(record) }
        #expect(throws: refusal) { _ = try other.open(wrapped) }
    }
}

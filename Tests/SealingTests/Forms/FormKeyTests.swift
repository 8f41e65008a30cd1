import OpenSSL
import Testing

@testable import Sealing

@Suite struct FormKeyTests {
    private let world: World
    private let notGenuine = SealingError(.notGenuine, .formKey, World.form)

    init() throws {
        world = try World()
    }

    @Test func `the house's own form key is verified`() throws {
        let verified = try world.formKeyRecord.verified(by: world.house.publicKey)
        #expect(verified == world.formKey.verified)
        #expect(world.formKeyRecord.publicBytes.count == 32)
        #expect(world.formKeyRecord.signature.count == 64)
    }

    @Test func `another house's key, form, generation or public key is refused`() throws {
        let record = world.formKeyRecord
        let foreign = try FormKey.create(
            for: World.form, generation: 1, house: HouseKey.create()
        ).record
        let other = try KeyPair().publicBytes
        let records = [
            foreign,
            FormKeyRecord(
                form: record.form, generation: 2, publicBytes: record.publicBytes,
                signature: record.signature),
            FormKeyRecord(
                form: record.form, generation: 1, publicBytes: other,
                signature: record.signature),
            FormKeyRecord(
                form: record.form, generation: 1, publicBytes: record.publicBytes,
                signature: foreign.signature),
            FormKeyRecord(
                form: record.form, generation: 1, publicBytes: [], signature: record.signature),
            FormKeyRecord(
                form: record.form, generation: 1, publicBytes: record.publicBytes, signature: []),
        ]
        for changed in records {
            #expect(throws: notGenuine) { _ = try changed.verified(by: world.house.publicKey) }
        }
        let moved = FormKeyRecord(
            form: World.id(0xF9), generation: 1, publicBytes: record.publicBytes,
            signature: record.signature)
        #expect(throws: SealingError(.notGenuine, .formKey, World.id(0xF9))) {
            _ = try moved.verified(by: world.house.publicKey)
        }
    }

    @Test func `an older generation than the one seen is refused`() throws {
        #expect(throws: SealingError(.outdated, .formKey, World.form)) {
            _ = try world.formKeyRecord.verified(
                by: world.house.publicKey, minimumGeneration: 2)
        }
        #expect(throws: SealingError(.outOfBounds, .formKey, World.form)) {
            _ = try FormKey.create(for: World.form, generation: 0, house: world.house)
        }
    }
}

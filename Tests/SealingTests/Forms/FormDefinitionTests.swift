import Testing

@testable import Sealing

@Suite struct FormDefinitionTests {
    private let world: World
    private let record: FormDefinitionRecord
    private let refusal = SealingError(.notGenuine, .formDefinition, World.form)

    init() throws {
        world = try World()
        record = try FormDefinitionRecord.make(
            form: World.form, version: 3, definition: Array("a form".utf8), house: world.house)
    }

    private func changed(
        form: ObjectID? = nil, version: UInt32 = 3, definition: [UInt8]? = nil,
        signature: [UInt8]? = nil
    ) -> FormDefinitionRecord {
        FormDefinitionRecord(
            form: form ?? record.form, version: version,
            definition: definition ?? record.definition,
            signature: signature ?? record.signature)
    }

    @Test func `the house's own definition is verified`() throws {
        #expect(try record.verified(by: world.house.publicKey) == Array("a form".utf8))
        #expect(record.signature.count == 64)
        let empty = try FormDefinitionRecord.make(
            form: World.form, version: 1, definition: [], house: world.house)
        #expect(try empty.verified(by: world.house.publicKey) == [])
    }

    @Test func `every changed byte of it is refused`() throws {
        let forged =
            (Tampering.flippedBits(record.definition) + Tampering.truncated(record.definition)
            + Tampering.extended(record.definition)).map { changed(definition: $0) }
            + (Tampering.flippedBits(record.signature) + Tampering.truncated(record.signature)
            + Tampering.extended(record.signature)).map { changed(signature: $0) }
        for record in forged {
            #expect(throws: refusal) { try record.verified(by: world.house.publicKey) }
        }
    }

    @Test func `another form, version or house is refused, and the form is named`() throws {
        #expect(throws: refusal) {
            try changed(version: 4).verified(by: world.house.publicKey)
        }
        #expect(throws: SealingError(.notGenuine, .formDefinition, World.id(0xF9))) {
            try changed(form: World.id(0xF9)).verified(by: world.house.publicKey)
        }
        let mallory = try HouseKey.create()
        #expect(throws: refusal) { try record.verified(by: mallory.publicKey) }
        let own = try FormDefinitionRecord.make(
            form: World.form, version: 3, definition: record.definition, house: mallory)
        #expect(throws: refusal) { try own.verified(by: world.house.publicKey) }
    }

    @Test func `a signature for another purpose is refused`() throws {
        let message = record.form.bytes + [0, 0, 0, 3] + record.definition
        let signature = try world.house.signing.signature(.formKey, for: message)
        #expect(throws: refusal) {
            try changed(signature: signature).verified(by: world.house.publicKey)
        }
    }
}

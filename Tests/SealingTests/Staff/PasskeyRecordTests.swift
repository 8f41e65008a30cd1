import OpenSSL
import Testing

@testable import Sealing

@Suite struct PasskeyRecordTests {
    private let world: World
    private let anna: VerifiedPerson
    private let id = World.id(0x13)
    private let content = [UInt8](0..<120)
    private let refusal = SealingError(.notGenuine, .passkey, World.id(0x13))

    init() throws {
        world = try World()
        anna = try world.verified(world.anna)
    }

    private func output(_ byte: UInt8) throws -> PasskeyOutput {
        PasskeyOutput(try SecretBytes(filledWith: byte))
    }

    private func credential(
        _ byte: UInt8 = 0x73, id: ObjectID = World.id(0x13), person: ObjectID? = nil
    ) throws -> Credential {
        try Credential.create(
            id: id, person: person ?? anna.id, passkey: output(byte),
            salt: [UInt8](repeating: 0x5A, count: 16)
        ).credential
    }

    private func changed(
        _ record: PasskeyRecord, id: ObjectID? = nil, person: ObjectID? = nil,
        content: [UInt8]? = nil, credential: Credential??, signature: [UInt8]? = nil
    ) -> PasskeyRecord {
        PasskeyRecord(
            id: id ?? record.id, person: person ?? record.person,
            content: content ?? record.content, credential: credential ?? record.credential,
            signature: signature ?? record.signature)
    }

    @Test(arguments: [true, false])
    func `what its person signed is genuine`(isCredential: Bool) throws {
        let record = try world.anna.sign(
            passkey: content, id: id, credential: isCredential ? credential() : nil)
        #expect(try record.verified(by: anna) == content)
    }

    @Test func `nothing of a row can be changed`() throws {
        let record = try world.anna.sign(passkey: content, id: id, credential: credential())
        let other = try credential(0x74)
        let wrong =
            try Tampering.flippedBits(content).map {
                changed(record, content: $0, credential: nil)
            } + Tampering.truncated(content).map { changed(record, content: $0, credential: nil) }
            + Tampering.extended(content).map { changed(record, content: $0, credential: nil) }
            + Tampering.flippedBits(record.signature).map {
                changed(record, credential: nil, signature: $0)
            } + [
                changed(record, credential: .some(nil)), changed(record, credential: other),
                changed(record, id: World.id(0x14), credential: credential(id: World.id(0x14))),
                changed(record, credential: nil, signature: []),
                changed(record, content: [], credential: nil),
                changed(
                    record, content: [UInt8](repeating: 0, count: 2_049), credential: nil),
            ]
        for record in wrong {
            let refusal = SealingError(.notGenuine, .passkey, record.id)
            #expect(throws: refusal) { _ = try record.verified(by: anna) }
        }
    }

    @Test func `another person's signature makes nobody's passkey`() throws {
        let ben = try world.verified(world.ben)
        let bens = try world.ben.sign(passkey: content, id: id, credential: nil)
        #expect(throws: refusal) { _ = try bens.verified(by: anna) }
        // Ben's row under anna's name, and anna's under ben's.
        let moved = changed(bens, person: anna.id, credential: nil)
        #expect(throws: refusal) { _ = try moved.verified(by: anna) }
        #expect(throws: refusal) { _ = try moved.verified(by: ben) }
    }

    @Test func `the house's signature and another label do not count`() throws {
        let good = try world.anna.sign(passkey: content, id: id, credential: nil)
        let message = anna.id.bytes + id.bytes + [UInt8](repeating: 0, count: 49) + content
        for signature in [
            try world.house.signing.signature(.passkey, for: message),
            try world.anna.signing.signature(.roster, for: message),
        ] {
            let forged = changed(good, credential: nil, signature: signature)
            #expect(throws: refusal) { _ = try forged.verified(by: anna) }
        }
        // What the table of the format says, byte by byte.
        #expect(
            try world.anna.signing.signature(.passkey, for: message) == good.signature)
    }

    @Test func `a credential of another row, person or kind is not signed`() throws {
        let password = try Credential.create(
            id: id, person: anna.id, password: World.password("correct horse battery"),
            cost: .lowest, house: world.house
        ).credential
        let foreign = [
            try credential(id: World.id(0x14)), try credential(person: world.ben.person), password,
        ]
        for credential in foreign {
            #expect(throws: SealingError(.outOfBounds, .passkey, id)) {
                _ = try world.anna.sign(passkey: content, id: id, credential: credential)
            }
        }
        for content in [[], [UInt8](repeating: 0, count: 2_049)] {
            #expect(throws: SealingError(.outOfBounds, .passkey, id)) {
                _ = try world.anna.sign(passkey: content, id: id, credential: nil)
            }
        }
    }

    @Test func `the output of the passkey opens the person key, and no other does`() throws {
        let made = try Credential.create(id: id, person: anna.id, passkey: output(0x73))
        let sealed = try world.anna.sealed(to: made.credential)
        let pair = try made.credential.unlock(output(0x73))
        let key = try sealed.open(with: pair, of: made.credential, for: anna)
        #expect(key.agreementKey.publicBytes == world.anna.agreementKey.publicBytes)
        let refusal = SealingError(.cannotOpen, .credential, id)
        let other = try output(0x74)
        #expect(throws: refusal) { _ = try made.credential.unlock(other) }
        // Each row has a salt of its own: the same output gives another key.
        let again = try Credential.create(id: id, person: anna.id, passkey: output(0x73))
        #expect(again.pair.publicBytes != made.pair.publicBytes)
        let asCode = try Credential(
            id: id, person: anna.id, derivation: .recoveryCode, salt: made.credential.salt,
            publicBytes: made.credential.publicBytes)
        let right = try output(0x73)
        #expect(throws: refusal) { _ = try asCode.unlock(right) }
    }

    @Test func `an output is 43 characters of base64url`() throws {
        let text = "c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3M"
        let read = try #require(try PasskeyOutput.read(text))
        #expect(read.bytes.exposed() == [UInt8](repeating: 0x73, count: 32))
        for wrong in ["", "A", text + "=", text + "A", String(text.dropLast()), text + text] {
            #expect(try PasskeyOutput.read(wrong) == nil, "\(wrong)")
        }
        #expect(try PasskeyOutput.read(String(text.dropLast()) + "N") == nil)
        #expect(try PasskeyOutput.read(String(text.dropLast()) + "+") == nil)
    }

    @Test func `a person is known to authenticators by the same 32 bytes, and nobody by another's`()
        throws
    {
        let annas = try world.house.passkeyUser(of: anna.id)
        #expect(annas.count == 32)
        #expect(try world.house.passkeyUser(of: anna.id) == annas)
        #expect(try world.house.passkeyUser(of: world.ben.person) != annas)
        #expect(try World(houseSeed: 0x31).house.passkeyUser(of: anna.id) != annas)
    }
}

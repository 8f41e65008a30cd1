import OpenSSL
import Testing

@testable import Sealing

/// Everything that is not exactly the sealed envelope in its own row: one error, no plaintext.
@Suite struct EnvelopeAttackTests {
    private let world: World
    private let key: DataKey
    private let opened: OpenedDataKey
    private let sealed: SealedEnvelope
    private let refusal = SealingError(.cannotOpen, .envelope, World.submission)

    init() throws {
        world = try World()
        let record: DataKeyRecord
        (key, record) = try world.dataKey()
        opened = try world.formKey.open(record)
        sealed = try world.sealed(under: key)
    }

    private func header(
        purpose: EnvelopePurpose? = nil, form: ObjectID? = nil, submission: ObjectID? = nil,
        envelope: ObjectID? = nil, dataKey: ObjectID? = nil, schemaVersion: UInt32? = nil
    ) -> EnvelopeHeader {
        EnvelopeHeader(
            purpose: purpose ?? sealed.header.purpose, form: form ?? sealed.header.form,
            submission: submission ?? sealed.header.submission,
            envelope: envelope ?? sealed.header.envelope,
            dataKey: dataKey ?? sealed.header.dataKey,
            schemaVersion: schemaVersion ?? sealed.header.schemaVersion)
    }

    @Test func `every flipped bit is refused with the same error`() {
        for bytes in Tampering.flippedBits(sealed.bytes) {
            #expect(throws: refusal) { _ = try opened.open(bytes, expecting: sealed.header) }
        }
    }

    @Test func `a cut at every length and trailing bytes are refused`() {
        for bytes in Tampering.truncated(sealed.bytes) + Tampering.extended(sealed.bytes) {
            #expect(throws: refusal) { _ = try opened.open(bytes, expecting: sealed.header) }
        }
    }

    @Test func `each header value is compared with the row`() {
        let rows = [
            header(purpose: .title), header(form: World.id(0xF9)), header(envelope: World.id(1)),
            header(dataKey: World.id(0xD9)), header(schemaVersion: 4),
            header(schemaVersion: 0x0300_0000),
        ]
        for row in rows {
            #expect(throws: refusal) { _ = try opened.open(sealed.bytes, expecting: row) }
        }
        #expect(throws: SealingError(.cannotOpen, .envelope, World.id(0x51))) {
            _ = try opened.open(
                sealed.bytes, expecting: header(submission: World.id(0x51)))
        }
    }

    @Test func `a header that agrees with the wrong row is refused too`() {
        // The writer to the database changes envelope and row alike.
        let rows = [
            header(purpose: .title), header(form: World.id(0xF9)), header(envelope: World.id(1)),
            header(dataKey: World.id(0xD9)), header(schemaVersion: 4),
        ]
        for row in rows {
            let bytes = row.bytes + sealed.bytes[Envelope.prefixCount...]
            #expect(throws: refusal) { _ = try opened.open(bytes, expecting: row) }
        }
    }

    @Test func `envelopes exchanged between submissions and purposes are refused`() throws {
        let other = try world.sealed("ben", submission: World.id(0x51), under: key)
        let title = try world.sealed("vera", purpose: .title, under: key)
        #expect(throws: refusal) { _ = try opened.open(other.bytes, expecting: sealed.header) }
        #expect(throws: refusal) { _ = try opened.open(title.bytes, expecting: sealed.header) }
        let mixed = sealed.bytes[..<Envelope.headerCount] + title.bytes[Envelope.headerCount...]
        #expect(throws: refusal) {
            _ = try opened.open(Array(mixed), expecting: sealed.header)
        }
    }

    @Test func `another data key with the same id is refused by the commitment`() throws {
        let other = try world.dataKey().key.material()
        let wrong = OpenedDataKey(id: key.id, form: World.form, material: other)
        #expect(throws: refusal) { _ = try wrong.open(sealed.bytes, expecting: sealed.header) }
        let commitments = try (
            other.commitment(to: sealed.header.bytes.span),
            key.material().commitment(to: sealed.header.bytes.span)
        )
        #expect(commitments.0 != commitments.1)
        #expect(Array(sealed.bytes[75..<107]) == commitments.1)
    }

    @Test func `the right commitment over a box of another key is refused`() throws {
        let other = try world.dataKey().key.material()
        let foreign = try Envelope.seal(
            Array("planted".utf8).span, header: sealed.header, material: other,
            nonce: [UInt8](repeating: 0, count: 12))
        let mixed = sealed.bytes[..<Envelope.headerCount] + foreign[Envelope.headerCount...]
        #expect(throws: refusal) {
            _ = try opened.open(Array(mixed), expecting: sealed.header)
        }
    }

    @Test func `a box of well-made bytes with wrong padding is refused`() throws {
        let material = try key.material()
        let prefix = sealed.header.bytes
        let head = try prefix + material.commitment(to: prefix.span)
        let nonce = [UInt8](repeating: 0, count: 12)
        for padded in [
            [UInt8](repeating: 0xFF, count: 256), [UInt8](repeating: 0, count: 255),
            [UInt8](repeating: 0, count: 512),
            [0, 0, 0, 1, 7, 7] + [UInt8](repeating: 0, count: 250),
        ] {
            let box = try AESGCM.seal(
                padded.span, key: material.subkey(for: prefix.span), nonce: nonce.span,
                authenticating: head.span)
            #expect(throws: refusal) {
                _ = try opened.open(head + nonce + box, expecting: sealed.header)
            }
        }
    }
}

import OpenSSL

/// The content of one roster and its bytes: magic and version (4), house fingerprint (32), number
/// (8), digest of the roster before (32, zeros in the first), count of people (2), the people in
/// ascending order of id, signer (16), Ed25519 signature (64).
///
/// There is one encoding per content: what decodes encodes to the same bytes again.
struct RosterDocument {
    static let magic = Array("GKR\u{01}".utf8)
    static let noPredecessor = [UInt8](repeating: 0, count: SHA256.digestCount)
    /// How many people a roster may list.
    static let mostPeople = 4_096

    let house: [UInt8]
    let number: UInt64
    let predecessor: [UInt8]
    let people: [RosterPerson]
    let signer: ObjectID

    /// What the signature covers (behind its label): everything before it.
    func signedBytes() -> [UInt8] {
        var writer = ByteWriter(capacity: 96 + people.count * 160)
        writer.append(Self.magic)
        writer.append(house)
        writer.append(number)
        writer.append(predecessor)
        writer.append(UInt16(people.count))
        for person in people { person.write(to: &writer) }
        writer.append(signer)
        return writer.bytes
    }

    /// The people as a roster may list them: ascending ids without a double, no key twice, at least
    /// one administrator, exactly one recovery person.
    static func isOrdered(_ people: [RosterPerson]) -> Bool {
        (2...mostPeople).contains(people.count)
            && zip(people, people.dropFirst()).allSatisfy { $0.id < $1.id }
            && Set(people.map(\.agreement)).count == people.count
            && Set(people.map(\.signing)).count == people.count
            && people.contains { $0.role == .administrator }
            && people.count { $0.role == .recovery } == 1
    }

    /// The content and the signature in `bytes`, none of it verified. Throws unless the encoding is
    /// the canonical one.
    static func decode(_ bytes: [UInt8]) throws -> (document: RosterDocument, signature: [UInt8]) {
        var reader = ByteReader(bytes)
        try reader.expect(magic)
        let house = try reader.read(SHA256.digestCount)
        let number = try reader.integer(UInt64.self)
        let predecessor = try reader.read(SHA256.digestCount)
        let count = try Int(reader.integer(UInt16.self))
        guard count <= mostPeople else { throw Refusal.refused }
        var people: [RosterPerson] = []
        for _ in 0..<count { people.append(try RosterPerson.read(from: &reader)) }
        let document = try RosterDocument(
            house: house, number: number, predecessor: predecessor, people: people,
            signer: reader.id())
        let signature = try reader.read(Ed25519.signatureCount)
        try reader.finish()
        guard isOrdered(people) else { throw Refusal.refused }
        return (document, signature)
    }
}

extension RosterPerson {
    /// Id (16), role (1), second factor (1), agreement key (32), signing key (32), length of the
    /// name (2), the name in UTF-8.
    func write(to writer: inout ByteWriter) {
        writer.append(id)
        writer.append(role.rawValue)
        writer.append(secondFactor.rawValue)
        writer.append(agreement.bytes)
        writer.append(signing.bytes)
        writer.append(UInt16(name.utf8.count))
        writer.append(Array(name.utf8))
    }

    static func read(from reader: inout ByteReader) throws -> RosterPerson {
        let id = try reader.id()
        let role = try RosterRole(rawValue: reader.integer(UInt8.self))
        let factor = try RosterSecondFactor(rawValue: reader.integer(UInt8.self))
        let agreement = try X25519.PublicKey(bytes: reader.read(X25519.keyCount))
        let signing = try Ed25519.PublicKey(bytes: reader.read(Ed25519.keyCount))
        let name = try reader.read(Int(reader.integer(UInt16.self)))
        guard let role, let factor, let name = String(validating: name, as: UTF8.self) else {
            throw Refusal.refused
        }
        return try RosterPerson(
            id: id, name: name, role: role, secondFactor: factor, agreement: agreement,
            signing: signing)
    }
}

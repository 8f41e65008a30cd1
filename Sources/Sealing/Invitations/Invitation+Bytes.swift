import OpenSSL

/// The bytes of an invitation: magic and version (4), house fingerprint (32), id (16), person (16),
/// role (1), inviter (16), issued (8), expires (8), number of the roster (8), key that is replaced
/// (32, zeros for a newcomer), mark (32), commitment (32), count of forms (2), forms (16 each, in
/// ascending order), length of the name (2), the name in UTF-8, Ed25519 signature (64).
///
/// There is one encoding per content.
extension Invitation {
    static let magic = Array("GKI\u{01}".utf8)
    /// How many forms an invitation may list.
    static let mostForms = 4_096
    private static let nobodysKey = [UInt8](repeating: 0, count: X25519.keyCount)

    /// What the signature covers (behind its label): everything before it.
    func signedBytes(house: [UInt8]) -> [UInt8] {
        var writer = ByteWriter(capacity: 256 + forms.count * ObjectID.byteCount)
        writer.append(Self.magic)
        writer.append(house)
        writer.append(id)
        writer.append(person)
        writer.append(role.rawValue)
        writer.append(inviter)
        writer.append(issued)
        writer.append(expires)
        writer.append(roster)
        writer.append(replaces ?? Self.nobodysKey)
        writer.append(mark)
        writer.append(commitment)
        writer.append(UInt16(forms.count))
        for form in forms { writer.append(form) }
        writer.append(UInt16(name.utf8.count))
        writer.append(Array(name.utf8))
        return writer.bytes
    }

    /// Whether the content is one that an invitation may have.
    var isInOrder: Bool {
        role != .recovery && issued < expires && forms.count <= Self.mostForms
            && zip(forms, forms.dropFirst()).allSatisfy { $0 < $1 }
            && RosterPerson.isName(name)
    }

    /// The content, the house and the signature in `bytes`, none of it verified. Throws unless the
    /// encoding is the canonical one.
    static func decode(
        _ bytes: [UInt8]
    ) throws -> (content: Invitation, house: [UInt8], signature: [UInt8]) {
        var reader = ByteReader(bytes)
        try reader.expect(magic)
        let house = try reader.read(SHA256.digestCount)
        let content = try read(from: &reader)
        let signature = try reader.read(Ed25519.signatureCount)
        try reader.finish()
        guard content.isInOrder else { throw Refusal.refused }
        return (content, house, signature)
    }

    private static func read(from reader: inout ByteReader) throws -> Invitation {
        let id = try reader.id()
        let person = try reader.id()
        let role = try RosterRole(rawValue: reader.integer(UInt8.self))
        let inviter = try reader.id()
        let (issued, expires) = try (reader.time(), reader.time())
        let roster = try reader.integer(UInt64.self)
        let replaces = try reader.read(X25519.keyCount)
        let mark = try reader.read(InvitationCode.markByteCount)
        let commitment = try reader.read(SHA256.digestCount)
        let count = try Int(reader.integer(UInt16.self))
        guard count <= mostForms else { throw Refusal.refused }
        var forms: [ObjectID] = []
        for _ in 0..<count { forms.append(try reader.id()) }
        let name = try reader.read(Int(reader.integer(UInt16.self)))
        guard let role, let name = String(validating: name, as: UTF8.self) else {
            throw Refusal.refused
        }
        return Invitation(
            id: id, person: person, name: name, role: role, forms: forms, inviter: inviter,
            issued: issued, expires: expires, roster: roster,
            replaces: replaces == nobodysKey ? nil : replaces, mark: mark, commitment: commitment)
    }
}

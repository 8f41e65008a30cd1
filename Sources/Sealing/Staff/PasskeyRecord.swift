import OpenSSL

/// A passkey as it was registered, with the signature of whose it is: a row. Not believed before
/// `verified`: whoever writes to the database must not be able to bring a passkey of their own.
///
/// What changes with every use (the counter) cannot be signed and lies beside it.
public struct PasskeyRecord: Hashable, Sendable {
    /// The longest content in bytes.
    public static let longestContent = 2_048

    /// The row's id; of its credential, too.
    public let id: ObjectID
    /// Whose it is.
    public let person: ObjectID
    /// The passkey's stored form; this module does not look into it.
    public let content: [UInt8]
    /// The credential that the passkey's pseudo-random function derives; nil when it has none.
    public let credential: Credential?
    /// The person's Ed25519 signature, 64 bytes.
    public let signature: [UInt8]

    /// A row as it was stored.
    public init(
        id: ObjectID, person: ObjectID, content: [UInt8], credential: Credential?,
        signature: [UInt8]
    ) {
        self.id = id
        self.person = person
        self.content = content
        self.credential = credential
        self.signature = signature
    }

    /// The content, if this person signed it for this row and this credential.
    ///
    /// - Throws: `notGenuine` (passkey) with the row's id.
    public func verified(by person: VerifiedPerson) throws(SealingError) -> [UInt8] {
        try verifying(.passkey, id) {
            guard person.id == self.person else { throw Refusal.refused }
            try person.signing.verify(
                signature, .passkey, for: Self.message(id, self.person, content, credential))
        }
        return content
    }

    /// Person (16), row (16), whether it is a credential (1), that one's salt (16) and public key (32)
    /// or zeros, content.
    fileprivate static func message(
        _ id: ObjectID, _ person: ObjectID, _ content: [UInt8], _ credential: Credential?
    ) throws -> [UInt8] {
        guard (1...longestContent).contains(content.count) else { throw Refusal.refused }
        var writer = ByteWriter()
        writer.append(person)
        writer.append(id)
        if let credential {
            guard credential.id == id, credential.person == person,
                credential.derivation == .passkey
            else { throw Refusal.refused }
            writer.append(UInt8(1))
            writer.append(credential.salt)
            writer.append(credential.publicBytes)
        } else {
            let count = 1 + Credential.saltByteCount + X25519.keyCount
            writer.append([UInt8](repeating: 0, count: count))
        }
        writer.append(content)
        return writer.bytes
    }
}

extension PersonKey {
    /// A new passkey of this person, signed.
    ///
    /// - Parameters:
    ///   - content: the passkey's stored form, 1…2,048 bytes.
    ///   - credential: what its pseudo-random function derives, with the same id; nil without one.
    /// - Throws: `outOfBounds` (passkey) for a content of another length, and for a credential of
    ///   another kind, row or person.
    public func sign(
        passkey content: [UInt8], id: ObjectID, credential: Credential?
    ) throws(SealingError) -> PasskeyRecord {
        guard let message = try? PasskeyRecord.message(id, person, content, credential) else {
            throw SealingError(.outOfBounds, .passkey, id)
        }
        let signature = try making(.passkey, id) {
            try signing.signature(.passkey, for: message)
        }
        return PasskeyRecord(
            id: id, person: person, content: content, credential: credential,
            signature: signature)
    }
}

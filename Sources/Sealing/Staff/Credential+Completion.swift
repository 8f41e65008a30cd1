import OpenSSL

extension Credential {
    /// A credential whose public key is what `derive` makes of its other values.
    static func complete(
        _ id: ObjectID, _ person: ObjectID, _ derivation: Derivation, _ salt: [UInt8],
        derive: (Credential) throws(SealingError) -> KeyPair
    ) throws(SealingError) -> NewCredential {
        let draft = try Credential(
            id: id, person: person, derivation: derivation, salt: salt,
            publicBytes: [UInt8](repeating: 0, count: X25519.keyCount))
        let pair = try derive(draft)
        let credential = try Credential(
            id: id, person: person, derivation: derivation, salt: salt,
            publicBytes: pair.publicBytes)
        return NewCredential(credential: credential, pair: pair)
    }

    /// The pair, if its public half is the one in the row.
    func confirmed(_ pair: KeyPair) throws -> KeyPair {
        guard ConstantTime.equal(pair.publicBytes.span, publicBytes.span) else {
            throw Refusal.refused
        }
        return pair
    }
}

import OpenSSL

extension Credential {
    /// A new credential of the recovery person. It needs no pepper: the code has 130 random bits,
    /// and it must open when `house.key` is lost.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create(
        id: ObjectID, person: ObjectID, recoveryCode: RecoveryCode
    ) throws(SealingError) -> NewCredential {
        let salt = try making(.credential, id) { try SecureRandom.bytes(saltByteCount) }
        return try create(id: id, person: person, recoveryCode: recoveryCode, salt: salt)
    }

    static func create(
        id: ObjectID, person: ObjectID, recoveryCode: RecoveryCode, salt: [UInt8]
    ) throws(SealingError) -> NewCredential {
        try complete(id, person, .recoveryCode, salt) { (draft) throws(SealingError) in
            try making(.credential, id) { try draft.derive(recoveryCode) }
        }
    }

    /// The key pair, if the code is right.
    ///
    /// - Throws: `cannotOpen` (credential) for another code and every change to the row.
    public func unlock(_ code: RecoveryCode) throws(SealingError) -> KeyPair {
        try opening(.credential, id) {
            guard case .recoveryCode = derivation else { throw Refusal.refused }
            return try confirmed(derive(code))
        }
    }

    private func derive(_ code: RecoveryCode) throws -> KeyPair {
        try KeyPair(
            privateBytes: HKDF.derive(
                keyMaterial: code.symbols, salt: salt.span, info: context().span, count: 32))
    }
}

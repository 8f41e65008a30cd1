import OpenSSL

/// Both functions block for as long as scrypt takes (0.4 s and 128 MiB at the standard cost): call
/// them off the cooperative pool, and bound how many run at once.
extension Credential {
    /// A new password credential.
    ///
    /// - Throws: `unavailable` when memory for scrypt or the secure heap is short.
    public static func create(
        id: ObjectID, person: ObjectID, password: Password, cost: ScryptCost, house: HouseKey
    ) throws(SealingError) -> NewCredential {
        let salt = try making(.credential, id) { try SecureRandom.bytes(saltByteCount) }
        return try create(
            id: id, person: person, password: password, cost: cost, salt: salt, house: house)
    }

    static func create(
        id: ObjectID, person: ObjectID, password: Password, cost: ScryptCost, salt: [UInt8],
        house: HouseKey
    ) throws(SealingError) -> NewCredential {
        try complete(id, person, .password(cost), salt) { (draft) throws(SealingError) in
            try making(.credential, id) { try draft.derive(password, cost, house) }
        }
    }

    /// The key pair, if the password is right.
    ///
    /// - Throws: `cannotOpen` (credential) for a wrong password, another house's pepper, and every
    ///   change to the row: the derived public key is then another.
    public func unlock(_ password: Password, house: HouseKey) throws(SealingError) -> KeyPair {
        try opening(.credential, id) {
            guard case .password(let cost) = derivation else { throw Refusal.refused }
            return try confirmed(derive(password, cost, house))
        }
    }

    /// Spends what `unlock` spends and throws what it throws: for a name nobody has, so that the
    /// time and the answer are those of a wrong password.
    public static func refuse(
        _ password: Password, cost: ScryptCost, house: HouseKey
    ) -> SealingError {
        let nobody = ObjectID(bytes: [UInt8](repeating: 0, count: ObjectID.byteCount))
        guard let nobody else { return SealingError(.cannotOpen, .credential) }
        _ = try? create(
            id: nobody, person: nobody, password: password, cost: cost,
            salt: [UInt8](repeating: 0, count: saltByteCount), house: house)
        return SealingError(.cannotOpen, .credential)
    }

    /// scrypt(HMAC-SHA256(pepper, password), context, cost). HKDF-Extract *is* that HMAC, and
    /// leaves its result in the secure heap.
    private func derive(
        _ password: Password, _ cost: ScryptCost, _ house: HouseKey
    ) throws -> KeyPair {
        let peppered = try house.pepper().withBytes { pepper in
            try HKDF.extract(salt: pepper, keyMaterial: password.bytes)
        }
        return try KeyPair(
            privateBytes: Scrypt.derive(
                password: peppered, salt: context().span, parameters: cost.parameters(),
                count: 32))
    }
}

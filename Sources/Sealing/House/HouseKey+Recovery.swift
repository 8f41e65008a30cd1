import OpenSSL

/// The copy of `house.key` that stands in the database, HPKE-sealed to the recovery person.
extension HouseKey {
    /// The length of the sealed copy in bytes.
    public static let sealedByteCount = fileByteCount + HPKE.overhead

    /// A copy that only the recovery person opens: `sealedByteCount` bytes.
    ///
    /// - Throws: `outOfBounds` (houseKey) when the person's role is not `recovery`.
    public func sealed(to recovery: VerifiedPerson) throws(SealingError) -> [UInt8] {
        let ephemeral = try making(.houseKey, nil) { try X25519.PrivateKey() }
        return try sealed(to: recovery, ephemeral: ephemeral)
    }

    func sealed(
        to recovery: VerifiedPerson, ephemeral: borrowing X25519.PrivateKey
    ) throws(SealingError) -> [UInt8] {
        guard recovery.role == .recovery else {
            throw SealingError(.outOfBounds, .houseKey, recovery.id)
        }
        let file = try fileBytes()
        return try making(.houseKey, recovery.id) {
            try HPKE.seal(
                file, to: recovery.agreement, info: .house,
                aad: Self.aad(recovery, publicKey), ephemeral: ephemeral)
        }
    }

    /// The house key out of its sealed copy, opened with the recovery person's agreement key.
    ///
    /// - Throws: `cannotOpen` (houseKey) when it is not this house's, or not for this person.
    public static func open(
        _ sealed: [UInt8], with agreement: KeyPair, of recovery: VerifiedPerson,
        house: HousePublicKey
    ) throws(SealingError) -> HouseKey {
        try opening(.houseKey, recovery.id) {
            let file = try HPKE.open(
                sealed, with: agreement, info: .house, aad: aad(recovery, house))
            let key = try HouseKey(fileBytes: file)
            guard key.publicKey == house else { throw Refusal.refused }
            return key
        }
    }

    private static func aad(_ recovery: VerifiedPerson, _ house: HousePublicKey) -> [UInt8] {
        recovery.id.bytes + recovery.agreement.bytes + house.bytes
    }
}

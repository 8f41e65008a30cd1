import OpenSSL

extension HouseKey {
    /// How authenticators know a person: 32 bytes that are the same for all their passkeys and say to
    /// nobody whose they are. HKDF-SHA256(house secret, salt = person id,
    /// `genkan/v1/house/passkey-user`); so nothing of it is stored.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func passkeyUser(of person: ObjectID) throws(SealingError) -> [UInt8] {
        try making(.houseKey, nil) {
            let handle = try HKDF.derive(
                keyMaterial: secret, salt: person.bytes.span,
                info: Array("\(Label.house.rawValue)/passkey-user".utf8).span, count: 32)
            return try handle.openly(0..<32)
        }
    }
}

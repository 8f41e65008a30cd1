import OpenSSL

/// Where a session is used, sealed under the person's own key, so that each of the person's sessions
/// can list the others and nobody else can: nonce (12), AES-256-GCM of the place padded with zeros to
/// 256 bytes, tag (16), under HKDF-SHA256(the X25519 private half, salt = person id,
/// `genkan/v1/session-place`), authenticating the fingerprint of the session's token.
extension Keychain {
    /// The longest place in bytes.
    public static let longestPlace = 255
    private static let placeCount = 256

    /// The box to store beside the session.
    ///
    /// - Throws: `outOfBounds` (session) for a longer place.
    public func sealed(
        place: [UInt8], fingerprint: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        let nonce = try making(.session, person.id) {
            try SecureRandom.bytes(AESGCM.nonceCount)
        }
        return try sealed(place: place, fingerprint: fingerprint, nonce: nonce)
    }

    func sealed(
        place: [UInt8], fingerprint: [UInt8], nonce: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        guard place.count <= Self.longestPlace else {
            throw SealingError(.outOfBounds, .session, person.id)
        }
        let padding = [UInt8](repeating: 0, count: Self.placeCount - 1 - place.count)
        let content = [UInt8(place.count)] + place + padding
        return try making(.session, person.id) {
            try nonce
                + AESGCM.seal(
                    content.span, key: placeKey(), nonce: nonce.span,
                    authenticating: fingerprint.span)
        }
    }

    /// The place in a box.
    ///
    /// - Throws: `cannotOpen` (session) for every change, another person's and another session's.
    public func place(
        in sealed: [UInt8], fingerprint: [UInt8]
    ) throws(SealingError) -> [UInt8] {
        try opening(.session, person.id) {
            guard sealed.count == AESGCM.nonceCount + Self.placeCount + AESGCM.tagCount else {
                throw Refusal.refused
            }
            let content = try AESGCM.open(
                sealed.span.extracting(AESGCM.nonceCount..<sealed.count), key: placeKey(),
                nonce: sealed.span.extracting(0..<AESGCM.nonceCount),
                authenticating: fingerprint.span)
            let count = try Int(content.openly(0..<1)[0])
            return try content.openly(1..<1 + count)
        }
    }

    private func placeKey() throws -> SecretBytes {
        try HKDF.derive(
            keyMaterial: agreement.privateBytes(), salt: person.id.bytes.span,
            info: Label.sessionPlace.bytes.span, count: 32)
    }
}

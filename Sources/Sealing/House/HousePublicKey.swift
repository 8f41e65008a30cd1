import OpenSSL

/// What everybody may know of a house: the Ed25519 key that its form keys, data keys and the root
/// of its roster are signed with. Trusted only after its fingerprint was compared with the pinned
/// one, or when it comes from `HouseKey` itself.
public struct HousePublicKey: Hashable, Sendable {
    let key: Ed25519.PublicKey
    /// SHA-256 of the public key, 32 bytes: printed on the recovery sheet, pinned in `house.state`.
    public let fingerprint: [UInt8]

    /// The public key, 32 bytes.
    public var bytes: [UInt8] { key.bytes }

    /// The key with these 32 bytes, if it is the pinned one.
    ///
    /// - Throws: `notGenuine` (houseKey) for another length or another fingerprint.
    public init(bytes: [UInt8], pinned fingerprint: [UInt8]) throws(SealingError) {
        self = try verifying(.houseKey, nil) {
            let candidate = try HousePublicKey(Ed25519.PublicKey(bytes: bytes))
            guard candidate.fingerprint == fingerprint else { throw Refusal.refused }
            return candidate
        }
    }

    init(_ key: Ed25519.PublicKey) throws(OpenSSLError) {
        self.key = key
        fingerprint = try SHA256.digest(of: key.bytes.span)
    }
}

import OpenSSL

/// What a person knows or has, as the database keeps it: how its key pair is derived, and the
/// public half. The private half is derived each time and never stored; there is no hash beside it.
public struct Credential: Hashable, Sendable {
    /// How the private key comes about. The raw values are part of the format; 3 is kept for
    /// API tokens.
    public enum Derivation: Hashable, Sendable {
        /// scrypt over HMAC-SHA256(pepper, password), at this cost.
        case password(ScryptCost)
        /// HKDF-SHA256 over a random code of at least 128 bits.
        case recoveryCode
        /// HKDF-SHA256 over what a passkey's pseudo-random function gives.
        case passkey

        var kind: UInt8 {
            switch self {
            case .password: 1
            case .recoveryCode: 2
            case .passkey: 4
            }
        }
    }

    /// The length of the salt in bytes.
    public static let saltByteCount = 16

    /// The credential's id; part of the derivation.
    public let id: ObjectID
    /// Whose it is; part of the derivation.
    public let person: ObjectID
    /// How the private key comes about.
    public let derivation: Derivation
    /// 16 random bytes.
    public let salt: [UInt8]
    let publicKey: X25519.PublicKey

    /// The public half, 32 bytes.
    public var publicBytes: [UInt8] { publicKey.bytes }

    /// A credential read from its row. Nothing is believed yet: unlocking it compares.
    ///
    /// - Throws: `cannotOpen` (credential) for a salt or key of another length.
    public init(
        id: ObjectID, person: ObjectID, derivation: Derivation, salt: [UInt8],
        publicBytes: [UInt8]
    ) throws(SealingError) {
        guard salt.count == Self.saltByteCount else {
            throw SealingError(.cannotOpen, .credential, id)
        }
        publicKey = try opening(.credential, id) { try X25519.PublicKey(bytes: publicBytes) }
        self.id = id
        self.person = person
        self.derivation = derivation
        self.salt = salt
    }

    /// What the derivation is bound to besides the secret: label, kind, person, credential, salt.
    func context() -> [UInt8] {
        var writer = ByteWriter()
        writer.append(Label.credential)
        writer.append(derivation.kind)
        writer.append(person)
        writer.append(id)
        writer.append(salt)
        return writer.bytes
    }
}

/// A credential just made, with the key pair it derives: seal the person key to the pair's public
/// half, store `credential`, and let `pair` go.
public struct NewCredential: Sendable {
    /// The row to store.
    public let credential: Credential
    /// What the secret derives.
    public let pair: KeyPair
}

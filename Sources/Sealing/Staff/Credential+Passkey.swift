import OpenSSL

/// What a passkey's pseudo-random function gave (WebAuthn Level 3 § 10.1.4), in the secure heap. It is
/// as good as a key: it is in the body of one request and nowhere else.
public final class PasskeyOutput: Sendable {
    /// The length in bytes.
    public static let byteCount = 32

    let bytes: SecretBytes

    init(_ bytes: consuming SecretBytes) { self.bytes = bytes }

    /// The output that a page sent, or nil unless the text is 43 characters of base64url (RFC 4648
    /// § 5, no padding, unused bits zero).
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func read(_ text: String) throws(SealingError) -> PasskeyOutput? {
        guard text.utf8.count == 43, var bytes = Base64URL.decode(text), bytes.count == byteCount
        else { return nil }
        defer { for index in bytes.indices { bytes[index] = 0 } }
        return PasskeyOutput(try making(.credential, nil) { try SecretBytes(copying: bytes) })
    }
}

extension Credential {
    /// A new credential of a passkey that has a pseudo-random function. It needs no pepper: the output
    /// has 256 bits that nobody can guess.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create(
        id: ObjectID, person: ObjectID, passkey: PasskeyOutput
    ) throws(SealingError) -> NewCredential {
        let salt = try making(.credential, id) { try SecureRandom.bytes(saltByteCount) }
        return try create(id: id, person: person, passkey: passkey, salt: salt)
    }

    static func create(
        id: ObjectID, person: ObjectID, passkey: PasskeyOutput, salt: [UInt8]
    ) throws(SealingError) -> NewCredential {
        try complete(id, person, .passkey, salt) { (draft) throws(SealingError) in
            try making(.credential, id) { try draft.derive(passkey) }
        }
    }

    /// The key pair, if it is the output of this very passkey.
    ///
    /// - Throws: `cannotOpen` (credential) for another output and every change to the row.
    public func unlock(_ passkey: PasskeyOutput) throws(SealingError) -> KeyPair {
        try opening(.credential, id) {
            guard case .passkey = derivation else { throw Refusal.refused }
            return try confirmed(derive(passkey))
        }
    }

    private func derive(_ passkey: PasskeyOutput) throws -> KeyPair {
        try KeyPair(
            privateBytes: HKDF.derive(
                keyMaterial: passkey.bytes, salt: salt.span, info: context().span, count: 32))
    }
}

import OpenSSL

/// One side of an HPKE conversation after the key schedule (RFC 9180 § 5.1, base mode).
struct HPKEContext: ~Copyable {
    private static let baseMode: UInt8 = 0

    let key: SecretBytes
    let baseNonce: [UInt8]

    /// `SetupBaseS` with a given ephemeral key (RFC 9180 § 4.1 `Encap`).
    init(
        sendingTo recipient: X25519.PublicKey, info: [UInt8],
        ephemeral: borrowing X25519.PrivateKey, suite: HPKESuite = .aes256GCM
    ) throws {
        let shared = try Self.sharedSecret(
            ephemeral.sharedSecret(with: recipient),
            context: ephemeral.publicKey.bytes + recipient.bytes)
        try self.init(sharedSecret: shared, info: info, suite: suite)
    }

    /// `SetupBaseR` (RFC 9180 § 4.1 `Decap`).
    init(
        receivingWith recipient: KeyPair, encapsulation: [UInt8], info: [UInt8],
        suite: HPKESuite = .aes256GCM
    ) throws {
        let sender = try X25519.PublicKey(bytes: encapsulation)
        let shared = try Self.sharedSecret(
            recipient.privateKey.sharedSecret(with: sender),
            context: encapsulation + recipient.publicKey.bytes)
        try self.init(sharedSecret: shared, info: info, suite: suite)
    }

    /// `KeySchedule` for base mode, where pre-shared key and its id are empty.
    init(sharedSecret: borrowing SecretBytes, info: [UInt8], suite: HPKESuite) throws {
        let id = suite.scheduleID
        let nothing = try SecretBytes(count: 0) { _ in }
        let publicInfo = try SecretBytes(copying: info)
        let pskHash = try HPKESuite.extract(
            "psk_id_hash", salt: [], keyMaterial: nothing, id: id)
        let infoHash = try HPKESuite.extract(
            "info_hash", salt: [], keyMaterial: publicInfo, id: id)
        let context = try [Self.baseMode] + pskHash.openly(0..<32) + infoHash.openly(0..<32)

        let secret = try HPKESuite.extract("secret", salt: sharedSecret, keyMaterial: [], id: id)
        let nonce = try HPKESuite.expand(
            secret, "base_nonce", info: context, count: AESGCM.nonceCount, id: id
        ).openly(0..<AESGCM.nonceCount)
        let key = try HPKESuite.expand(
            secret, "key", info: context, count: suite.keyCount, id: id)
        self.baseNonce = nonce
        self.key = key
    }

    /// `ExtractAndExpand` of the key encapsulation.
    static func sharedSecret(
        _ agreed: borrowing SecretBytes, context: [UInt8]
    ) throws(OpenSSLError) -> SecretBytes {
        let id = HPKESuite.encapsulationID
        let prk = try HPKESuite.extract("eae_prk", salt: [], keyMaterial: agreed, id: id)
        return try HPKESuite.expand(prk, "shared_secret", info: context, count: 32, id: id)
    }

    /// `ContextS.Seal` at a sequence number; a number is used once.
    borrowing func seal(
        _ plaintext: Span<UInt8>, sequence: UInt64, aad: [UInt8]
    ) throws(OpenSSLError) -> [UInt8] {
        try AESGCM.seal(
            plaintext, key: key, nonce: nonce(sequence).span, authenticating: aad.span)
    }

    /// `ContextR.Open` at a sequence number.
    borrowing func open(
        _ ciphertext: [UInt8], sequence: UInt64, aad: [UInt8]
    ) throws(OpenSSLError) -> SecretBytes {
        try AESGCM.open(
            ciphertext.span, key: key, nonce: nonce(sequence).span, authenticating: aad.span)
    }

    /// `ComputeNonce`: the base nonce with the sequence number in its last eight bytes.
    borrowing func nonce(_ sequence: UInt64) -> [UInt8] {
        var writer = ByteWriter()
        writer.append([UInt8](repeating: 0, count: AESGCM.nonceCount - 8))
        writer.append(sequence)
        return zip(baseNonce, writer.bytes).map { $0 ^ $1 }
    }
}

import OpenSSL

/// The identifiers of an HPKE suite with DHKEM(X25519, HKDF-SHA256) and HKDF-SHA256, and the
/// labelled derivations of RFC 9180 § 4 that carry them.
struct HPKESuite {
    /// What every box of this house uses.
    static let aes256GCM = HPKESuite(aead: 0x0002, keyCount: 32)

    private static let keyEncapsulation: UInt16 = 0x0020
    private static let keyDerivation: UInt16 = 0x0001
    private static let version = Array("HPKE-v1".utf8)

    let keyCount: Int
    private let aead: UInt16

    /// A suite by its registered AEAD number and key length; RFC 9180 A.1 uses another than ours.
    init(aead: UInt16, keyCount: Int) {
        self.aead = aead
        self.keyCount = keyCount
    }

    /// The suite identifier of the key encapsulation, RFC 9180 § 4.1.
    static var encapsulationID: [UInt8] {
        var writer = ByteWriter()
        writer.append(Array("KEM".utf8))
        writer.append(keyEncapsulation)
        return writer.bytes
    }

    /// The suite identifier of the key schedule, RFC 9180 § 5.1.
    var scheduleID: [UInt8] {
        var writer = ByteWriter()
        writer.append(Array("HPKE".utf8))
        writer.append(Self.keyEncapsulation)
        writer.append(Self.keyDerivation)
        writer.append(aead)
        return writer.bytes
    }

    /// `LabeledExtract` with a public salt and secret key material.
    static func extract(
        _ label: String, salt: [UInt8], keyMaterial: borrowing SecretBytes, id: [UInt8]
    ) throws(OpenSSLError) -> SecretBytes {
        let labelled = try SecretBytes(version + id + Array(label.utf8), keyMaterial)
        return try HKDF.extract(salt: salt.span, keyMaterial: labelled)
    }

    /// `LabeledExtract` with a secret salt and public key material.
    static func extract(
        _ label: String, salt: borrowing SecretBytes, keyMaterial: [UInt8], id: [UInt8]
    ) throws(OpenSSLError) -> SecretBytes {
        let labelled = try SecretBytes(copying: version + id + Array(label.utf8) + keyMaterial)
        return try salt.withBytes { (salt) throws(OpenSSLError) in
            try HKDF.extract(salt: salt, keyMaterial: labelled)
        }
    }

    /// `LabeledExpand`.
    static func expand(
        _ key: borrowing SecretBytes, _ label: String, info: [UInt8], count: Int, id: [UInt8]
    ) throws(OpenSSLError) -> SecretBytes {
        var writer = ByteWriter()
        writer.append(UInt16(count))
        writer.append(version + id + Array(label.utf8) + info)
        return try HKDF.expand(key, info: writer.bytes.span, count: count)
    }
}

/// The stored form, version 1, big-endian. What was once written is read for ever.
///
/// | bytes | what |
/// |---|---|
/// | 4 | `47 4B 50 01`: `GKP` and the version |
/// | 1 | flags: 1 may be backed up, 2 is backed up, 4 has a pseudo-random function; the rest is 0 |
/// | 1 | transports, ``PasskeyTransports``; the two highest bits are 0 |
/// | 4 | signature counter |
/// | 16 | AAGUID |
/// | 32 | salt of the pseudo-random function |
/// | 2 | length of the credential id, 1 to 1023 |
/// | n | credential id |
/// | 42 or 77 | public key, the canonical COSE_Key of EdDSA or ES256, up to the end |
extension Passkey {
    private static let magic = Array("GKP\u{01}".utf8)
    private static let headCount = 60

    private static let backupEligible: UInt8 = 1
    private static let backedUp: UInt8 = 2
    private static let hasPRF: UInt8 = 4

    /// The stored form, 103 to 1160 bytes.
    public var bytes: [UInt8] {
        let flags =
            (isBackupEligible ? Self.backupEligible : 0) | (isBackedUp ? Self.backedUp : 0)
            | (isPRFEnabled ? Self.hasPRF : 0)
        return Self.magic + [flags, transports.rawValue] + Self.octets(counter) + aaguid
            + salt.bytes + Self.octets(UInt16(truncatingIfNeeded: credentialID.count))
            + credentialID + publicKey.coseBytes
    }

    /// Reads a stored form. Throws `malformedPasskey` for anything but the one that ``bytes``
    /// writes of some passkey.
    public init(bytes: [UInt8]) throws(WebAuthnRefusal) {
        guard bytes.count > Self.headCount, bytes.starts(with: Self.magic),
            let salt = PasskeySalt(bytes: Array(bytes[26..<58]))
        else { throw .malformedPasskey }
        let flags = bytes[4]
        guard flags <= 7, flags & 3 != Self.backedUp, bytes[5] <= 0x3f else {
            throw .malformedPasskey
        }
        let count = Int(bytes[58]) << 8 | Int(bytes[59])
        guard (1...Self.longestID).contains(count), bytes.count - Self.headCount > count else {
            throw .malformedPasskey
        }
        self.init(
            credentialID: Array(bytes[Self.headCount..<Self.headCount + count]),
            publicKey: try Self.key(Array(bytes[(Self.headCount + count)...])),
            counter: bytes[6..<10].reduce(0) { $0 << 8 | UInt32($1) },
            isBackupEligible: flags & Self.backupEligible != 0,
            isBackedUp: flags & Self.backedUp != 0, isPRFEnabled: flags & Self.hasPRF != 0,
            transports: PasskeyTransports(rawValue: bytes[5]), aaguid: Array(bytes[10..<26]),
            salt: salt)
    }

    private static func key(_ bytes: [UInt8]) throws(WebAuthnRefusal) -> PasskeyPublicKey {
        do { return try PasskeyPublicKey(coseBytes: bytes) } catch { throw .malformedPasskey }
    }

    private static func octets<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
        stride(from: Value.bitWidth - 8, through: 0, by: -8).map {
            UInt8(truncatingIfNeeded: value >> Value($0))
        }
    }
}

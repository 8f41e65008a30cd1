import OpenSSL

/// COSE_Key (RFC 9052 § 7, RFC 9053 § 7.1 and § 7.2) with exactly the parameters that WebAuthn
/// Level 2 § 6.5.1 requires; optional ones are refused.
extension PasskeyPublicKey {
    /// Labels and values, named as in the registry of COSE.
    private enum Label {
        static let keyType = CBORValue.integer(1)
        static let algorithm = CBORValue.integer(3)
        static let curve = CBORValue.integer(-1)
        static let x = CBORValue.integer(-2)
        static let y = CBORValue.integer(-3)
    }

    /// The key in canonical CBOR: 42 bytes for EdDSA, 77 for ES256.
    public var coseBytes: [UInt8] {
        switch key {
        case .edDSA(let key): Self.edDSAHead + key.bytes
        case .es256(let key):
            Self.es256Head + key.bytes.prefix(P256.coordinateCount) + Self.es256Middle
                + key.bytes.suffix(P256.coordinateCount)
        }
    }

    /// A map of 4: 1: 1, 3: −8, −1: 6, −2: 32 bytes.
    private static let edDSAHead: [UInt8] = [0xa4, 1, 1, 3, 0x27, 0x20, 6, 0x21, 0x58, 32]
    /// A map of 5: 1: 2, 3: −7, −1: 1, −2: 32 bytes.
    private static let es256Head: [UInt8] = [0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]
    /// −3: 32 bytes.
    private static let es256Middle: [UInt8] = [0x22, 0x58, 32]

    /// Reads a key that fills `coseBytes` completely.
    ///
    /// Throws `unofferedAlgorithm` for a key of any other algorithm than the two, and
    /// `malformedPublicKey` for one that is not what its algorithm says, has other parameters, or
    /// lies off the curve.
    init(coseBytes: [UInt8]) throws(WebAuthnRefusal) {
        guard let value = CBORValue(coseBytes) else { throw .malformedPublicKey }
        try self.init(value)
    }

    init(_ value: CBORValue) throws(WebAuthnRefusal) {
        guard case .map(let map) = value, let number = map[Label.algorithm] else {
            throw .malformedPublicKey
        }
        let algorithm = PasskeyAlgorithm.allCases.first { number == .integer($0.rawValue) }
        guard let algorithm else { throw .unofferedAlgorithm }
        do {
            switch algorithm {
            case .edDSA: key = .edDSA(try Self.edDSA(map))
            case .es256: key = .es256(try Self.es256(map))
            }
        } catch { throw .malformedPublicKey }
    }

    private static func edDSA(_ map: CBORMap) throws -> Ed25519.PublicKey {
        guard map.count == 4, map[Label.keyType] == .integer(1), map[Label.curve] == .integer(6),
            let point = map.bytes(Label.x)
        else { throw WebAuthnRefusal.malformedPublicKey }
        return try Ed25519.PublicKey(bytes: point)
    }

    private static func es256(_ map: CBORMap) throws -> P256.PublicKey {
        guard map.count == 5, map[Label.keyType] == .integer(2), map[Label.curve] == .integer(1),
            let x = map.bytes(Label.x), let y = map.bytes(Label.y),
            x.count == P256.coordinateCount, y.count == P256.coordinateCount
        else { throw WebAuthnRefusal.malformedPublicKey }
        return try P256.PublicKey(bytes: x + y)
    }
}

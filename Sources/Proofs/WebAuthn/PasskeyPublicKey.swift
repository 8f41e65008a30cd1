import OpenSSL

/// The public key of a passkey, one of the two kinds there are for us.
public struct PasskeyPublicKey: Hashable, Sendable {
    enum Key: Hashable, Sendable {
        case edDSA(Ed25519.PublicKey)
        case es256(P256.PublicKey)
    }

    let key: Key

    /// What it verifies.
    public var algorithm: PasskeyAlgorithm {
        switch key {
        case .edDSA: .edDSA
        case .es256: .es256
        }
    }

    /// Whether `signature` is one of `message` by this passkey: 64 bytes for EdDSA, DER for ES256
    /// (WebAuthn Level 2, "Signature Formats for … Assertion Signatures").
    func isValid(_ signature: [UInt8], for message: [UInt8]) throws(ProofError) -> Bool {
        try ProofError.wrapping { () throws(OpenSSLError) in
            switch key {
            case .edDSA(let key): try key.isValid(signature: signature.span, for: message.span)
            case .es256(let key): try key.isValid(signature: signature.span, for: message.span)
            }
        }
    }
}

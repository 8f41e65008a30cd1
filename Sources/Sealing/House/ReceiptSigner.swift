import OpenSSL

/// Signs receipts so that any JOSE library can check them: a JSON Web Signature in its compact form
/// (RFC 7515), EdDSA with Ed25519 (RFC 8037), under the house's own key.
///
/// What it signs begins with `eyJ`, and everything else that the house signs with `genkan/v1/`: neither
/// can be taken for the other.
public struct ReceiptSigner: Sendable {
    private let key: SigningKey
    private let head: String
    /// The house's public key as a JSON Web Key Set (RFC 7517), for whoever checks a receipt.
    public let keySet: String

    /// The signer of this house.
    ///
    /// - Throws: `unavailable` when libcrypto fails.
    public init(_ house: HouseKey) throws(SealingError) {
        key = house.signing
        head = try making(.houseKey, nil) { try JOSE.head(of: house.publicKey) }
        keySet = try making(.houseKey, nil) { try JOSE.keySet(of: house.publicKey) }
    }

    /// The signed form of a statement: three parts in base64url with dots between.
    ///
    /// - Throws: `unavailable` when libcrypto or the secure heap fails.
    public func sign(_ statement: [UInt8]) throws(SealingError) -> String {
        let message = head + "." + Base64URL.encode(statement.span)
        let bytes = Array(message.utf8)
        let signature = try making(.houseKey, nil) {
            try key.privateKey.signature(for: bytes.span)
        }
        return message + "." + Base64URL.encode(signature.span)
    }
}

extension HousePublicKey {
    /// The longest signed receipt in bytes that is looked at.
    public static let longestReceipt = 4096

    /// The statement of a signed receipt, if this house signed it as a receipt.
    ///
    /// The head must be the one that a ``ReceiptSigner`` of this house writes, to the byte: no algorithm is
    /// chosen by what is checked (RFC 8725 § 3.1).
    ///
    /// - Throws: `notGenuine` (houseKey) for everything else.
    public func statement(ofReceipt text: String) throws(SealingError) -> [UInt8] {
        try verifying(.houseKey, nil) {
            guard text.utf8.count <= Self.longestReceipt else { throw Refusal.refused }
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(
                String.init)
            guard parts.count == 3, try parts[0] == JOSE.head(of: self),
                let statement = Base64URL.decode(parts[1]),
                let signature = Base64URL.decode(parts[2])
            else { throw Refusal.refused }
            let message = Array((parts[0] + "." + parts[1]).utf8)
            let isGenuine = try key.isValid(signature: signature.span, for: message.span)
            guard isGenuine else { throw Refusal.refused }
            return statement
        }
    }
}

/// The texts of JOSE about one key.
private enum JOSE {
    /// The protected header in base64url. Its `typ` keeps a receipt from being taken for another token
    /// (RFC 8725 § 3.11).
    static func head(of house: HousePublicKey) throws -> String {
        let text = try #"{"alg":"EdDSA","kid":"\#(thumbprint(of: house))","typ":"genkan-receipt"}"#
        let bytes = Array(text.utf8)
        return Base64URL.encode(bytes.span)
    }

    static func keySet(of house: HousePublicKey) throws -> String {
        let x = Base64URL.encode(house.bytes.span), kid = try thumbprint(of: house)
        return """
            {"keys":[{"alg":"EdDSA","crv":"Ed25519","kid":"\(kid)","kty":"OKP","use":"sig","x":"\(x)"}]}
            """
    }

    /// RFC 7638 with the members that RFC 8037 § 2 requires.
    private static func thumbprint(of house: HousePublicKey) throws -> String {
        let x = Base64URL.encode(house.bytes.span)
        let members = Array(#"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#.utf8)
        let digest = try SHA256.digest(of: members.span)
        return Base64URL.encode(digest.span)
    }
}

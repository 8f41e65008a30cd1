import OpenSSL

/// The key under which an unlocked page keeps in its tab what was written and not sent.
///
/// 256 bits for AES-GCM in base64url (43 characters): HKDF-SHA256 (RFC 5869) over the session's secret. It is
/// the same on every page of one session, so that a draft outlives the screen lock, and opens nothing of
/// another session's.
public enum DraftKey {
    /// Derives it. Throws `weakSecret` when the session's secret has fewer than 16 bytes.
    public static func make(sessionSecret: Span<UInt8>) throws(ProofError) -> String {
        guard sessionSecret.count >= 16 else { throw .weakSecret }
        let derived = try ProofError.wrapping { () throws(OpenSSLError) in
            try HKDF.derive(
                keyMaterial: SecretBytes(copying: sessionSecret), salt: [UInt8]().span,
                info: Array("genkan/v1/draft".utf8).span, count: 32)
        }
        return derived.withBytes { bytes in Base64.url.text(bytes.indices.map { bytes[$0] }) }
    }
}

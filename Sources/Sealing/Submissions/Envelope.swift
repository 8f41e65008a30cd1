import OpenSSL

/// The bytes of an envelope: header (75), commitment (32), nonce (12), AES-256-GCM of the padded
/// content, tag (16). `EnvelopeFormat.md` has every byte; the format is frozen.
public enum Envelope {
    /// The longest content in bytes: 1 MiB.
    public static let longestContent = 1 << 20

    static let magic = Array("GKE\u{01}".utf8)
    /// X25519, HKDF-SHA256 and AES-256-GCM. 2 is kept for a suite with ML-KEM.
    static let suite: UInt16 = 1
    static let prefixCount = 75
    static let headerCount = prefixCount + SHA256.digestCount
    static let overhead = headerCount + AESGCM.nonceCount + AESGCM.tagCount

    /// The length of an envelope around a content of `count` bytes: all that a reader of the
    /// database learns about the length.
    public static func byteCount(forContent count: Int) -> Int {
        overhead + Padding.paddedSize(ofContent: count)
    }

    /// SHA-256 of the bytes of an envelope, 32 bytes: what a receipt names it by.
    ///
    /// - Throws: `unavailable` (digest) when libcrypto fails.
    public static func digest(of bytes: [UInt8]) throws(SealingError) -> [UInt8] {
        try making(.digest, nil) { try SHA256.digest(of: bytes.span) }
    }

    static func seal(
        _ content: Span<UInt8>, header: EnvelopeHeader, material: DataKeyMaterial, nonce: [UInt8]
    ) throws -> [UInt8] {
        let size = Padding.paddedSize(ofContent: content.count)
        var writer = ByteWriter(capacity: overhead + size)
        writer.append(header)
        let key = try material.subkey(for: writer.bytes.span)
        writer.append(try material.commitment(to: writer.bytes.span))
        var length = ByteWriter(capacity: Padding.lengthCount)
        length.append(UInt32(content.count))
        let padded = try SecretBytes(length.bytes, content, count: size)
        let box = try padded.withBytes { (bytes) throws(OpenSSLError) in
            try AESGCM.seal(
                bytes, key: key, nonce: nonce.span, authenticating: writer.bytes.span)
        }
        writer.append(nonce)
        writer.append(box)
        return writer.bytes
    }

    /// The content, if every header value, the commitment and the tag are right, in this order; no
    /// plaintext exists before the last.
    static func open(
        _ bytes: [UInt8], expecting header: EnvelopeHeader, material: DataKeyMaterial
    ) throws -> Plaintext {
        let prefix = header.bytes
        guard bytes.count >= overhead + Padding.floor,
            ConstantTime.equal(bytes.span.extracting(0..<prefixCount), prefix.span)
        else { throw Refusal.refused }
        let commitment = try material.commitment(to: prefix.span)
        guard
            ConstantTime.equal(
                bytes.span.extracting(prefixCount..<headerCount), commitment.span)
        else { throw Refusal.refused }

        let boxStart = headerCount + AESGCM.nonceCount
        let padded = try AESGCM.open(
            bytes.span.extracting(boxStart..<bytes.count), key: material.subkey(for: prefix.span),
            nonce: bytes.span.extracting(headerCount..<boxStart),
            authenticating: bytes.span.extracting(0..<headerCount))
        guard let range = padded.withBytes({ Padding.contentRange(in: $0) }) else {
            throw Refusal.refused
        }
        return Plaintext(padded: padded, content: range)
    }
}

/// An envelope just sealed: store both; the reader passes the header back.
public struct SealedEnvelope: Hashable, Sendable {
    /// What it is bound to.
    public let header: EnvelopeHeader
    /// The bytes to store.
    public let bytes: [UInt8]
}

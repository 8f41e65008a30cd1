import OpenSSL

/// The 32 secret bytes of a data key and what derives from them. Wiped with the last reference.
final class DataKeyMaterial: Sendable {
    static let byteCount = 32

    let key: SecretBytes

    init(_ key: consuming SecretBytes) throws {
        let isWhole = key.count == Self.byteCount
        self.key = key
        guard isWhole else { throw Refusal.refused }
    }

    /// The key of one envelope. Its header holds a random id, so that no subkey seals twice.
    func subkey(for header: [UInt8]) throws(OpenSSLError) -> SecretBytes {
        try HKDF.expand(key, info: (Label.record.separated + header).span, count: 32)
    }

    /// 32 public bytes that only this data key gives for this header: GCM does not commit to its
    /// key, so an envelope that opens under two keys could otherwise be made.
    func commitment(to header: [UInt8]) throws -> [UInt8] {
        try HKDF.expand(key, info: (Label.commit.separated + header).span, count: 32)
            .openly(0..<32)
    }
}

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
    func subkey(for header: Span<UInt8>) throws(OpenSSLError) -> SecretBytes {
        try HKDF.expandKey(key, label: Self.record, info: header)
    }

    /// 32 public bytes that only this data key gives for this header: GCM does not commit to its
    /// key, so an envelope that opens under two keys could otherwise be made.
    func commitment(to header: Span<UInt8>) throws(OpenSSLError) -> [UInt8] {
        try HKDF.expandOpenly(key, label: Self.commit, info: header)
    }

    private static let record = Label.record.separated
    private static let commit = Label.commit.separated
}

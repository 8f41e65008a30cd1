public import OpenSSL

/// The bytes of `house.key`: magic and version (4), signing seed (32), house secret (32), and the
/// SHA-256 of all before it (32). The sum finds a damaged file; it protects against nobody.
extension HouseKey {
    /// The length of the file in bytes.
    public static let fileByteCount = 100

    private static let magic = Array("GKH\u{01}".utf8)
    private static let seedRange = 4..<36
    private static let secretRange = 36..<68

    /// The house whose file has these bytes.
    ///
    /// - Throws: `cannotOpen` (houseKey) for another length, magic, version or checksum.
    public convenience init(fileBytes: borrowing SecretBytes) throws(SealingError) {
        let signing = try opening(.houseKey, nil) {
            try Self.check(fileBytes)
            return try SigningKey(seed: fileBytes.part(Self.seedRange))
        }
        let secret = try opening(.houseKey, nil) { try fileBytes.part(Self.secretRange) }
        try self.init(checked: signing, secret)
    }

    /// The bytes to write to `house.key`, with mode 0600.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func fileBytes() throws(SealingError) -> SecretBytes {
        try making(.houseKey, nil) {
            let checked = try SecretBytes(SecretBytes(Self.magic, signing.seed()), secret)
            let sum = try checked.withBytes { bytes in try SHA256.digest(of: bytes) }
            return try SecretBytes(checked, SecretBytes(copying: sum))
        }
    }

    private static func check(_ file: borrowing SecretBytes) throws {
        guard file.count == fileByteCount, try file.openly(0..<4) == magic else {
            throw Refusal.refused
        }
        let sum = try file.withBytes { bytes in
            try SHA256.digest(of: bytes.extracting(0..<secretRange.upperBound))
        }
        let written = try file.part(secretRange.upperBound..<fileByteCount)
        guard written.withBytes({ ConstantTime.equal($0, sum.span) }) else {
            throw Refusal.refused
        }
    }
}

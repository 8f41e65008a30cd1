public import OpenSSL

/// Version 1, 184 bytes: `GKT` and 1; the last step in 8 bytes, big-endian; the seed in 20; ten
/// backup codes of twelve ASCII letters, twelve zeros for a used one; SHA-256 over all of it.
///
/// Whoever seals it proves where it comes from; the digest finds what was broken inside the seal.
/// The format is frozen: what was written once must be read for ever.
extension SecondFactor {
    /// The length of the bytes, whatever was used.
    public static let byteCount = contentCount + SHA256.digestCount

    private static let magic = Array("GKT\u{01}".utf8)
    private static let seedStart = 12
    private static let codesStart = seedStart + TOTPSeed.byteCount
    private static let contentCount = codesStart + BackupCodes.byteCount

    /// The bytes to seal.
    public func encoded() throws(ProofError) -> SecretBytes {
        try ProofError.wrapping { () throws(OpenSSLError) in
            let head = Self.magic + Self.bytes(lastStep)
            let content = try seed.secret.withBytes { (seed) throws(OpenSSLError) in
                try backupCodes.symbols.withBytes { (codes) throws(OpenSSLError) in
                    let start = try SecretBytes(head.span, seed, count: Self.codesStart)
                    return try start.withBytes { (start) throws(OpenSSLError) in
                        try SecretBytes(start, codes, count: Self.contentCount)
                    }
                }
            }
            return try content.withBytes { (content) throws(OpenSSLError) in
                let digest = try SHA256.digest(of: content)
                return try SecretBytes(content, digest.span, count: Self.byteCount)
            }
        }
    }

    /// Reads what ``encoded()`` wrote. Throws `malformedFactor` for anything else.
    public convenience init(decoding bytes: Span<UInt8>) throws(ProofError) {
        guard bytes.count == Self.byteCount else { throw .malformedFactor }
        let content = bytes.extracting(0..<Self.contentCount)
        let digest = try ProofError.wrapping { () throws(OpenSSLError) in
            try SHA256.digest(of: content)
        }
        guard ConstantTime.equal(digest.span, bytes.extracting(Self.contentCount..<bytes.count)),
            ConstantTime.equal(Self.magic.span, content.extracting(0..<Self.magic.count))
        else { throw .malformedFactor }
        var lastStep: UInt64 = 0
        for index in Self.magic.count..<Self.seedStart {
            lastStep = lastStep << 8 | UInt64(content[index])
        }
        try self.init(
            seed: TOTPSeed(Self.secret(content, Self.seedStart..<Self.codesStart)),
            backupCodes: BackupCodes(
                symbols: Self.secret(content, Self.codesStart..<Self.contentCount)),
            lastStep: Int64(bitPattern: lastStep))
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        stride(from: Int64(56), through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func secret(
        _ bytes: Span<UInt8>, _ range: Range<Int>
    ) throws(ProofError) -> SecretBytes {
        try ProofError.wrapping { () throws(OpenSSLError) in
            try SecretBytes(copying: bytes.extracting(range))
        }
    }
}

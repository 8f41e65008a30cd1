import OpenSSL

/// What a password costs to try (RFC 7914): N = 2^`logN`, r, p; 128 · N · r bytes of memory.
/// Bounded, because it is read from rows that anyone with write access to the database can change.
public struct ScryptCost: Hashable, Sendable {
    /// For people: N = 2^17, r = 8, p = 1; about 0.4 s and 128 MiB on a small server.
    public static let standard = ScryptCost(unchecked: 17, 8, 1)
    /// For tests: N = 2^10, r = 8, p = 1; a millisecond and 1 MiB.
    public static let lowest = ScryptCost(unchecked: 10, 8, 1)

    /// The binary logarithm of N, 10…18.
    public let logN: UInt8
    /// The block size factor, 8.
    public let r: UInt8
    /// The parallelisation factor, 1…4.
    public let p: UInt8

    /// The cost with these parameters, or nil outside the bounds (at most 256 MiB).
    public init?(logN: UInt8, r: UInt8, p: UInt8) {
        guard (10...18).contains(logN), r == 8, (1...4).contains(p) else { return nil }
        self.init(unchecked: logN, r, p)
    }

    private init(unchecked logN: UInt8, _ r: UInt8, _ p: UInt8) {
        self.logN = logN
        self.r = r
        self.p = p
    }

    func parameters() throws(OpenSSLError) -> Scrypt.Parameters {
        try Scrypt.Parameters(n: 1 << Int(logN), r: Int(r), p: Int(p))
    }
}

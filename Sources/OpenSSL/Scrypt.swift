import COpenSSL

/// scrypt (RFC 7914), for what people can remember.
public enum Scrypt {
    /// The cost. Memory is 128 · n · r bytes, outside the secure heap, wiped by OpenSSL.
    public struct Parameters: Hashable, Sendable {
        /// The number of blocks, a power of two.
        public let n: Int
        /// The block size in units of 128 bytes.
        public let r: Int
        /// The number of passes, one after the other.
        public let p: Int

        /// The cost for passwords: n = 2^17, r = 8, p = 1; about 0.4 s and 128 MiB.
        public static let standard = Parameters(unchecked: 1 << 17, 8, 1)

        /// A cost, within limits, so that a row nobody vouches for cannot ask for a day's work.
        ///
        /// - Throws: `invalidParameters` unless n is a power of two from 2 to 2^20, r is 1 to 32,
        ///   p is 1 to 16, and the memory is at most 256 MiB.
        public init(n: Int, r: Int, p: Int) throws(OpenSSLError) {
            guard n >= 2, n <= 1 << 20, n & (n - 1) == 0, (1...32).contains(r),
                (1...16).contains(p), 128 * n * r <= 256 << 20
            else { throw OpenSSLError(.invalidParameters, "scrypt") }
            self.init(unchecked: n, r, p)
        }

        private init(unchecked n: Int, _ r: Int, _ p: Int) {
            self.n = n
            self.r = r
            self.p = p
        }

        /// What OpenSSL reserves for V, B, X and T, and a little room.
        var memoryLimit: Int { 128 * n * r + 128 * r * p + 32 * 1024 * r }
    }

    /// `count` bytes (1 to 1,024) derived from a password.
    ///
    /// Blocks its thread for as long as `parameters` demand: not for the cooperative pool, and the
    /// caller bounds how many run at once.
    public static func derive(
        password: borrowing SecretBytes, salt: Span<UInt8>, parameters: Parameters, count: Int
    ) throws(OpenSSLError) -> SecretBytes {
        guard (1...1024).contains(count) else { throw OpenSSLError(.invalidLength, "scrypt") }
        Tally.counts.derivations.count()
        let derivation = try KeyDerivation(.scrypt, "scrypt")
        return try unsafe SecretBytes(count: count, from: "scrypt") { output in
            unsafe salt.withUnsafeBufferPointer { salt in
                unsafe password.withPointer { passwordStart in
                    unsafe genkan_scrypt(
                        derivation.context, passwordStart, password.count, salt.baseAddress,
                        salt.count, UInt64(parameters.n), UInt32(parameters.r),
                        UInt32(parameters.p), UInt64(parameters.memoryLimit), output, count)
                }
            }
        }
    }
}

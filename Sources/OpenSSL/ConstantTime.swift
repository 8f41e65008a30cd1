import COpenSSL

/// Comparing bytes without telling by the time taken where they differ.
public enum ConstantTime {
    /// Whether `a` and `b` hold the same bytes. The time depends on the lengths only; different
    /// lengths are unequal at once.
    public static func equal(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
        guard a.count == b.count else { return false }
        guard a.count > 0 else { return true }
        return unsafe withPointers(a, b) { a, b in
            unsafe CRYPTO_memcmp(a.baseAddress, b.baseAddress, a.count) == 0
        }
    }
}

import OpenSSL

/// What a person's authenticator and the house both know: one-time passwords of six digits that
/// change every 30 seconds (TOTP, RFC 6238, with HMAC-SHA-1 as every authenticator speaks it).
///
/// A seed is 20 random bytes, the length of a SHA-1 digest (RFC 4226 § 4, R6).
public final class TOTPSeed: Sendable {
    /// The length of a seed in bytes.
    public static let byteCount = 20
    /// How long one password is good for, in seconds: the time step X of RFC 6238 § 4.1.
    public static let period: Int64 = 30
    /// How many digits a password has.
    public static let digitCount = 6

    let secret: SecretBytes

    /// Takes a seed over. Throws `malformedSeed` unless it has 20 bytes.
    init(_ secret: consuming SecretBytes) throws(ProofError) {
        guard secret.count == Self.byteCount else { throw .malformedSeed }
        self.secret = secret
    }

    /// A new seed from the kernel's generator.
    public static func create() throws(ProofError) -> TOTPSeed {
        let secret = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecretBytes.random(count: byteCount)
        }
        return try TOTPSeed(secret)
    }

    /// The password of one step in ASCII digits (RFC 4226 § 5.3 with the step as the counter).
    func password(at step: Int64) throws(ProofError) -> [UInt8] {
        var counter: [UInt8] = []
        for shift: Int64 in stride(from: 56, through: 0, by: -8) {
            counter.append(UInt8(truncatingIfNeeded: step >> shift))
        }
        let code = try ProofError.wrapping { () throws(OpenSSLError) in
            try HMACSHA1.code(for: counter.span, key: secret)
        }
        let offset = Int(code[HMACSHA1.codeCount - 1] & 15)
        var number = code[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        number &= 0x7FFF_FFFF
        var digits = [UInt8](repeating: 0, count: Self.digitCount)
        for place in digits.indices.reversed() {
            digits[place] = UInt8(ascii: "0") + UInt8(number % 10)
            number /= 10
        }
        return digits
    }
}

import OpenSSL

/// The signed part of a challenge, ALTCHA version 2. Only values that have one spelling in JSON.
struct AltchaParameters: Equatable, Sendable {
    var algorithm = AltchaPolicy.algorithm
    var cost: Int
    /// `data.form`: what binds a solution to one form. Every challenge of ours has it.
    var form: String?
    /// Seconds since 1970 UTC.
    var expiresAt: Int64
    var keyCount = AltchaPolicy.keyCount
    var keyPrefix: [UInt8]
    var keySignature: [UInt8]
    var nonce: [UInt8]
    var salt: [UInt8]

    /// The bytes that are signed: names in order, no spaces, as `JSON.stringify` writes it.
    ///
    /// No string here can hold a character that JSON would escape: they are hexadecimal, a form id
    /// that was checked, or an algorithm that was compared.
    var canonicalBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        Self.add(#"{"algorithm":""#, to: &bytes)
        bytes += algorithm.utf8
        Self.add(#"","cost":"#, to: &bytes)
        Self.add(Int64(cost), to: &bytes)
        if let form {
            Self.add(#","data":{"form":""#, to: &bytes)
            bytes += form.utf8
            Self.add(#""}"#, to: &bytes)
        }
        Self.add(#","expiresAt":"#, to: &bytes)
        Self.add(expiresAt, to: &bytes)
        Self.add(#","keyLength":"#, to: &bytes)
        Self.add(Int64(keyCount), to: &bytes)
        Self.add(#","keyPrefix":""#, to: &bytes)
        Hex.append(keyPrefix, to: &bytes)
        Self.add(#"","keySignature":""#, to: &bytes)
        Hex.append(keySignature, to: &bytes)
        Self.add(#"","nonce":""#, to: &bytes)
        Hex.append(nonce, to: &bytes)
        Self.add(#"","salt":""#, to: &bytes)
        Hex.append(salt, to: &bytes)
        Self.add(#""}"#, to: &bytes)
        return bytes
    }

    private static func add(_ literal: StaticString, to bytes: inout [UInt8]) {
        literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    }

    /// Its decimal digits.
    private static func add(_ number: Int64, to bytes: inout [UInt8]) {
        bytes += String(number).utf8
    }

    /// The same as text.
    var canonicalJSON: String { String(decoding: canonicalBytes, as: UTF8.self) }

    /// The key that belongs to `counter`: PBKDF2 over the nonce and the counter, big-endian.
    static func deriveKey(
        nonce: [UInt8], salt: [UInt8], counter: UInt32, cost: Int
    ) throws(ProofError) -> [UInt8] {
        var password = nonce
        for shift: UInt32 in [24, 16, 8, 0] {
            password.append(UInt8(truncatingIfNeeded: counter >> shift))
        }
        return try ProofError.wrapping { () throws(OpenSSLError) in
            try PBKDF2.sha256(
                password: password.span, salt: salt.span, iterations: cost,
                count: AltchaPolicy.keyCount)
        }
    }

    /// Whether a form's id can stand in a challenge as it is.
    static func isForm(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

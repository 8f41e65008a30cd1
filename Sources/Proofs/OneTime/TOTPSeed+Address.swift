import OpenSSL

extension TOTPSeed {
    /// Lends the seed as a person types it by hand, to `body`: base32 in eight groups of four
    /// letters, `JBSW Y3DP …`, 39 bytes of ASCII. Authenticators skip the blanks.
    public func withTypedText<Result>(
        _ body: (Span<UInt8>) throws(ProofError) -> Result
    ) throws(ProofError) -> Result {
        let text = try ProofError.wrapping { () throws(OpenSSLError) in
            try secret.withBytes { (bytes) throws(OpenSSLError) in
                let letters = try Base32.text(bytes)
                return try SecretBytes(count: letters.count + (letters.count - 1) / 4) { text in
                    letters.withBytes { letters in
                        for index in text.indices {
                            let isGap = index % 5 == 4
                            text[index] = isGap ? UInt8(ascii: " ") : letters[index - index / 5]
                        }
                    }
                }
            }
        }
        return try text.withBytes(body)
    }

    /// Lends the address that an authenticator reads from a QR code, to `body`: at most 638 bytes
    /// of ASCII, `otpauth://totp/{issuer}:{account}?secret=…&issuer={issuer}&algorithm=SHA1&…`, as
    /// the Key Uri Format of Google Authenticator has it.
    ///
    /// - Parameters:
    ///   - issuer: the house's name as the person knows it.
    ///   - account: the person's name in it.
    ///
    ///   Both in any language. Control and invisible characters are left out; a colon, which the
    ///   format keeps for itself, becomes a full-width one; what is longer than 60 bytes of UTF-8
    ///   is cut, as no QR code could hold it.
    /// - Throws: `malformedName` when nothing is left of a name.
    public func withAddress<Result>(
        issuer: String, account: String, _ body: (Span<UInt8>) throws(ProofError) -> Result
    ) throws(ProofError) -> Result {
        let issuer = Self.escaped(Self.shown(issuer))
        let account = Self.escaped(Self.shown(account))
        guard !issuer.isEmpty, !account.isEmpty else { throw .malformedName }
        let head = Self.scheme + issuer + [UInt8(ascii: ":")] + account + Self.secretName
        let tail = Self.issuerName + issuer + Self.parameters
        let address = try ProofError.wrapping { () throws(OpenSSLError) in
            try secret.withBytes { (bytes) throws(OpenSSLError) in
                let letters = try Base32.text(bytes)
                let count = head.count + letters.count
                let start = try letters.withBytes { (letters) throws(OpenSSLError) in
                    try SecretBytes(head.span, letters, count: count)
                }
                return try start.withBytes { (start) throws(OpenSSLError) in
                    try SecretBytes(start, tail.span, count: count + tail.count)
                }
            }
        }
        return try address.withBytes(body)
    }

    private static let scheme = Array("otpauth://totp/".utf8)
    private static let secretName = Array("?secret=".utf8)
    private static let issuerName = Array("&issuer=".utf8)
    private static let parameters = Array(
        "&algorithm=SHA1&digits=\(digitCount)&period=\(period)".utf8)
    private static let longestName = 60

    /// What an authenticator can show of a name, without blanks at its ends.
    private static func shown(_ name: String) -> [UInt8] {
        var (shown, blanks): ([UInt8], [UInt8]) = ([], [])
        for scalar in name.unicodeScalars where !scalar.isControl {
            let isSpace = scalar.properties.isWhitespace
            guard isSpace || !scalar.isBlank else { continue }
            let bytes = Array(String(scalar == ":" ? "：" : scalar).utf8)
            if isSpace {
                blanks += shown.isEmpty ? [] : bytes
            } else if shown.count + blanks.count + bytes.count > longestName {
                break
            } else {
                shown += blanks + bytes
                blanks = []
            }
        }
        return shown
    }

    /// Percent-encoding of everything but the unreserved characters (RFC 3986 § 2.3).
    private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.append(byte)
            default:
                text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return text
    }
}

import OpenSSL

extension SecretBytes {
    /// `prefix`, then `secret`, in the secure heap.
    init(_ prefix: [UInt8], _ secret: borrowing SecretBytes) throws(OpenSSLError) {
        self = try secret.withBytes { (bytes) throws(OpenSSLError) in
            try SecretBytes(prefix, bytes)
        }
    }

    /// Both, one behind the other.
    init(_ first: borrowing SecretBytes, _ second: borrowing SecretBytes) throws(OpenSSLError) {
        self = try first.withBytes { (head) throws(OpenSSLError) in
            try second.withBytes { (tail) throws(OpenSSLError) in
                try SecretBytes(head, tail, count: head.count + tail.count)
            }
        }
    }

    /// `prefix`, then `bytes`, then zeros up to `count`.
    init(_ prefix: [UInt8], _ bytes: Span<UInt8>, count: Int? = nil) throws(OpenSSLError) {
        try self.init(prefix.span, bytes, count: count ?? prefix.count + bytes.count)
    }

    /// A copy of the bytes in `range`; throws `Refusal` when they are not all there.
    borrowing func part(_ range: Range<Int>) throws -> SecretBytes {
        guard range.upperBound <= count else { throw Refusal.refused }
        return try withBytes { bytes in try SecretBytes(copying: bytes.extracting(range)) }
    }

    /// The bytes in `range` as an array, for what is not secret in a secret document.
    borrowing func openly(_ range: Range<Int>) throws -> [UInt8] {
        guard range.upperBound <= count else { throw Refusal.refused }
        return withBytes { bytes in range.map { bytes[$0] } }
    }
}

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
        let start = first.count
        self = try first.withBytes { (head) throws(OpenSSLError) in
            try second.withBytes { (tail) throws(OpenSSLError) in
                try SecretBytes(count: head.count + tail.count) { output in
                    for index in 0..<head.count { output[index] = head[index] }
                    for index in 0..<tail.count { output[start + index] = tail[index] }
                }
            }
        }
    }

    /// `prefix`, then `bytes`, then zeros up to `count`.
    init(_ prefix: [UInt8], _ bytes: Span<UInt8>, count: Int? = nil) throws(OpenSSLError) {
        try self.init(count: count ?? prefix.count + bytes.count) { output in
            for index in prefix.indices { output[index] = prefix[index] }
            for index in 0..<bytes.count { output[prefix.count + index] = bytes[index] }
        }
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

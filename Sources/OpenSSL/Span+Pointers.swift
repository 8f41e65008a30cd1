typealias Bytes = UnsafeBufferPointer<UInt8>

/// Lends two spans to a C call. The pointer of an empty span may be nil.
func withPointers<R: ~Copyable>(
    _ a: Span<UInt8>, _ b: Span<UInt8>, _ body: (Bytes, Bytes) -> R
) -> R {
    unsafe a.withUnsafeBufferPointer { a in
        unsafe b.withUnsafeBufferPointer { b in unsafe body(a, b) }
    }
}

extension [UInt8] {
    /// `count` bytes that a C function writes; anything but a status of 1 is an error.
    init(
        count: Int, from operation: String, code: OpenSSLError.Code = .callFailed,
        _ write: (UnsafeMutablePointer<UInt8>) -> Int32
    ) throws(OpenSSLError) {
        guard count >= 0 else { throw OpenSSLError(.invalidLength, operation) }
        var status: Int32 = 0
        self = unsafe [UInt8](unsafeUninitializedCapacity: Swift.max(count, 1)) { buffer, used in
            guard let start = buffer.baseAddress else { return }
            status = unsafe write(start)
            used = status == 1 ? count : 0
        }
        try OpenSSLError.check(status, operation, code)
    }
}

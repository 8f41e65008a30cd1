import COpenSSL

/// Secret bytes that cannot be copied, printed, encoded or compared with `==`.
///
/// They lie in OpenSSL's secure heap (see ``SecureHeap``) and are overwritten when the value goes.
/// Reading happens inside ``withBytes(_:)``; whoever makes a `[UInt8]` of them there makes a copy
/// that nobody wipes.
public struct SecretBytes: ~Copyable, Sendable {
    private let block: SecureBlock

    /// How many bytes there are; may be zero.
    public var count: Int { block.count }

    /// A copy of `bytes`. Throws `secureHeapExhausted` when the heap is full.
    public init(copying bytes: Span<UInt8>) throws(OpenSSLError) {
        let block = try SecureBlock(count: bytes.count)
        unsafe bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            unsafe block.start.update(from: base, count: source.count)
        }
        self.block = block
    }

    /// A copy of `bytes`; the array itself stays where it is, unwiped.
    public init(copying bytes: [UInt8]) throws(OpenSSLError) {
        try self.init(copying: bytes.span)
    }

    /// `first`, then `second`, then zeros up to `count`.
    ///
    /// - Throws: `invalidLength` when both do not fit into `count`.
    public init(
        _ first: Span<UInt8>, _ second: Span<UInt8>, count: Int
    ) throws(OpenSSLError) {
        guard first.count + second.count <= count else {
            throw OpenSSLError(.invalidLength, "join secrets")
        }
        let block = try SecureBlock(count: count)
        unsafe withPointers(first, second) { first, second in
            if let base = first.baseAddress {
                unsafe block.start.update(from: base, count: first.count)
            }
            if let base = second.baseAddress {
                unsafe (block.start + first.count).update(from: base, count: second.count)
            }
        }
        self.block = block
    }

    /// `count` bytes that `fill` writes, starting from zeros. What `fill` throws is thrown on, and
    /// what it had written is overwritten.
    public init(
        count: Int, filledBy fill: (inout MutableSpan<UInt8>) throws(OpenSSLError) -> Void
    ) throws(OpenSSLError) {
        let block = try SecureBlock(count: count)
        var span = unsafe UnsafeMutableBufferPointer(start: block.start, count: count).mutableSpan
        try fill(&span)
        self.block = block
    }

    /// `count` bytes that a C function writes; anything but a status of 1 is an error, and what
    /// was written until then is overwritten.
    init(
        count: Int, from operation: String, code: OpenSSLError.Code = .callFailed,
        _ write: (UnsafeMutablePointer<UInt8>) -> Int32
    ) throws(OpenSSLError) {
        let block = try SecureBlock(count: count)
        try OpenSSLError.check(unsafe write(block.start), operation, code)
        self.block = block
    }

    /// `count` bytes from the kernel's generator, written straight into the secure heap.
    public static func random(count: Int) throws(OpenSSLError) -> SecretBytes {
        try SecretBytes(count: count, filledBy: SecureRandom.fill)
    }

    /// Lends the bytes to `body` for the length of the call.
    public borrowing func withBytes<R: ~Copyable, E: Error>(
        _ body: (Span<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        let span = unsafe UnsafeBufferPointer(start: block.start, count: count).span
        return try body(span)
    }

    /// A second secret with the same bytes.
    public borrowing func duplicate() throws(OpenSSLError) -> SecretBytes {
        try withBytes { (bytes) throws(OpenSSLError) in try SecretBytes(copying: bytes) }
    }

    /// Whether both hold the same bytes, in a time that depends only on the lengths.
    public borrowing func matches(_ other: borrowing SecretBytes) -> Bool {
        guard count == other.count else { return false }
        return unsafe CRYPTO_memcmp(block.start, other.block.start, count) == 0
    }

    /// The address for a C call; never nil, also when there are no bytes.
    borrowing func withPointer<R: ~Copyable, E: Error>(
        _ body: (UnsafePointer<UInt8>) throws(E) -> R
    ) throws(E) -> R {
        try unsafe body(UnsafePointer(block.start))
    }
}

import COpenSSL

/// A block of the secure heap, zeros at first, wiped and freed with the value.
///
/// Sendable: whoever writes to it does so before anyone else can see it.
@safe struct SecureBlock: ~Copyable, @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>
    let count: Int

    /// Throws `invalidLength` for a negative count and `secureHeapExhausted` when the heap is full.
    init(count: Int) throws(OpenSSLError) {
        guard count >= 0 else { throw OpenSSLError(.invalidLength, "allocate secret") }
        guard let memory = unsafe genkan_secure_malloc(max(count, 1)) else {
            throw OpenSSLError(.secureHeapExhausted, "allocate secret")
        }
        unsafe start = memory.bindMemory(to: UInt8.self, capacity: max(count, 1))
        self.count = count
    }

    deinit { unsafe genkan_secure_clear_free(start, max(count, 1)) }
}

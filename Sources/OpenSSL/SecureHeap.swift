import COpenSSL

/// The part of memory that keys live in: never swapped, never in a core dump, between guard pages,
/// wiped when freed.
///
/// Until ``start(bytes:)`` was called, secrets lie in the ordinary heap (and are wiped all the
/// same). From then on a full heap makes new secrets fail with `secureHeapExhausted`; nothing
/// falls back. For the length of one operation OpenSSL keeps a copy of the key it works with in the
/// ordinary heap, and wipes it.
public enum SecureHeap {
    /// How well the heap is protected.
    public enum State: Hashable, Sendable {
        /// Locked into memory.
        case locked
        /// In use, but the kernel refused to lock it (RLIMIT_MEMLOCK): it may reach the swap.
        case unlocked
    }

    /// The smallest block; a secret takes the next power of two at or above its length.
    public static let smallestBlock = 32

    /// Sets the heap up, once, at process start and before other threads make secrets.
    ///
    /// - Parameter bytes: a power of two from 64 KiB to 1 GiB. RLIMIT_MEMLOCK is often 8 MiB.
    /// - Throws: `invalidParameters` for another size, `callFailed` when it runs already or the
    ///   memory cannot be had.
    public static func start(bytes: Int) throws(OpenSSLError) -> State {
        guard bytes >= 1 << 16, bytes <= 1 << 30, bytes & (bytes - 1) == 0 else {
            throw OpenSSLError(.invalidParameters, "start secure heap")
        }
        guard !isStarted else { throw OpenSSLError(.callFailed, "start secure heap twice") }
        switch CRYPTO_secure_malloc_init(bytes, smallestBlock) {
        case 1: return .locked
        case 2: return .unlocked
        default: throw OpenSSLError(.callFailed, "start secure heap")
        }
    }

    /// Whether ``start(bytes:)`` has succeeded in this process.
    public static var isStarted: Bool { CRYPTO_secure_malloc_initialized() == 1 }

    /// The bytes in use, blocks rounded up; 0 before the start, when OpenSSL must not be asked.
    public static var bytesInUse: Int { isStarted ? CRYPTO_secure_used() : 0 }
}

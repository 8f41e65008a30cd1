import COpenSSL
import Synchronization

/// HMAC under a digest that OpenSSL knows by name.
///
/// A context that was made for SHA-256 goes back to a small store: making one costs as much as the
/// code of a short message. What it goes back with is a key of zeros, so no key outlives its use.
@safe struct AuthenticationCode: ~Copyable {
    private let context: OpaquePointer
    private let digest: String

    private static let store = Mutex<[Stored]>([])
    private static let storedAtMost = 16
    private static let stored = "SHA256"
    private static let zeros = [UInt8](repeating: 0, count: 32)

    /// A context in the store. Sendable, because whoever takes one out is its only user.
    @safe private struct Stored: @unchecked Sendable {
        let context: OpaquePointer

        init(context: OpaquePointer) { unsafe self.context = context }
    }

    private init(context: OpaquePointer, digest: String) {
        unsafe self.context = context
        self.digest = digest
    }

    /// A code that has seen nothing yet.
    static func begin(
        _ digest: String, key: borrowing SecretBytes
    ) throws(OpenSSLError) -> AuthenticationCode {
        try key.withBytes { (key) throws(OpenSSLError) in try begin(digest, key: key) }
    }

    /// The same under a key that is none of ours, such as a salt.
    static func begin(
        _ digest: String, key: Span<UInt8>
    ) throws(OpenSSLError) -> AuthenticationCode {
        // OpenSSL takes an absent key for "the key of before".
        guard key.count > 0 else { throw OpenSSLError(.invalidKey, "HMAC") }
        let code = unsafe AuthenticationCode(context: try context(digest), digest: digest)
        try OpenSSLError.check(
            unsafe key.withUnsafeBufferPointer {
                unsafe EVP_MAC_init(code.context, $0.baseAddress, $0.count, nil)
            }, "HMAC key")
        return code
    }

    deinit {
        let wiped = unsafe EVP_MAC_init(context, Self.zeros, Self.zeros.count, nil)
        let context = unsafe Stored(context: context)
        let isKept =
            wiped == 1 && digest == Self.stored
            && Self.store.withLock { store in
                guard store.count < Self.storedAtMost else { return false }
                store.append(context)
                return true
            }
        if !isKept { unsafe EVP_MAC_CTX_free(context.context) }
    }

    private static func context(_ digest: String) throws(OpenSSLError) -> OpaquePointer {
        if digest == stored, let ready = store.withLock({ $0.popLast() }) {
            return unsafe ready.context
        }
        guard let context = unsafe EVP_MAC_CTX_new(try Fetched.hmac.required("HMAC")) else {
            throw OpenSSLError(.callFailed, "HMAC")
        }
        guard unsafe genkan_mac_init(context, digest, zeros, zeros.count) == 1 else {
            unsafe EVP_MAC_CTX_free(context)
            throw OpenSSLError(.callFailed, "HMAC digest")
        }
        return unsafe context
    }

    /// Adds to the message.
    func update(_ message: Span<UInt8>) throws(OpenSSLError) {
        try OpenSSLError.check(
            unsafe message.withUnsafeBufferPointer {
                unsafe EVP_MAC_update(context, $0.baseAddress, $0.count)
            }, "HMAC message")
    }

    /// Writes the `count` bytes of the code; 1 for success.
    func write(to output: UnsafeMutablePointer<UInt8>, count: Int) -> Int32 {
        var written = 0
        let status = unsafe EVP_MAC_final(context, output, &written, count)
        return written == count ? status : 0
    }

    static func make(
        for message: Span<UInt8>, key: borrowing SecretBytes, digest: String, count: Int
    ) throws(OpenSSLError) -> [UInt8] {
        let code = try begin(digest, key: key)
        try code.update(message)
        return try unsafe [UInt8](count: count, from: "HMAC") {
            unsafe code.write(to: $0, count: count)
        }
    }
}

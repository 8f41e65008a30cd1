import COpenSSL

/// Why a call into libcrypto did not do its work. Two errors are equal when their codes are equal.
///
/// Making one empties the thread's OpenSSL error queue, so that no error is left for a later call
/// to trip over. Neither `operation` nor `reason` ever holds a byte of the caller's data.
public struct OpenSSLError: Error, Hashable, Sendable {
    /// What kind of failure it was.
    public enum Code: Hashable, Sendable {
        /// libcrypto refused; `reason` says why.
        case callFailed
        /// A tag, a key or authenticated data did not match; nothing was opened.
        case authenticationFailed
        /// An input or a requested output has a length the algorithm does not allow.
        case invalidLength
        /// A key is malformed, or is one that must be refused (a low-order X25519 point).
        case invalidKey
        /// A cost, a name, an address or a time outside the documented limits.
        case invalidParameters
        /// The secure heap has no room left for this secret.
        case secureHeapExhausted
    }

    /// The kind of failure; the only part that is compared.
    public let code: Code
    /// The operation of ours that failed, for the log.
    public let operation: String
    /// OpenSSL's own fixed text for the failure, for the log.
    public let reason: String?

    init(_ code: Code, _ operation: String) {
        self.code = code
        self.operation = operation
        self.reason = unsafe genkan_take_error_reason().map { unsafe String(cString: $0) }
    }

    /// Throws unless `status` is 1, the only answer that means success everywhere in libcrypto.
    static func check(
        _ status: Int32, _ operation: String, _ code: Code = .callFailed
    ) throws(OpenSSLError) {
        guard status == 1 else { throw OpenSSLError(code, operation) }
    }

    /// Compares the codes.
    public static func == (a: OpenSSLError, b: OpenSSLError) -> Bool { a.code == b.code }

    /// Hashes the code.
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

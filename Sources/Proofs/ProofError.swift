public import OpenSSL

/// Why a proof could not be made. (A proof that does not convince is an answer, not an error.)
public enum ProofError: Error, Hashable, Sendable {
    /// A secret is shorter than 32 bytes, or the same secret was given for two purposes.
    case weakSecret
    /// A form's id is not 1 to 64 characters of `a-z`, `0-9` and `-`.
    case malformedForm
    /// The time lies before 1970 or beyond the year 9999.
    case malformedTime
    /// A relying party's id is no domain, its origin none of that domain's, or its name empty or
    /// longer than 256 bytes.
    case malformedRelyingParty
    /// libcrypto refused.
    case cryptography(OpenSSLError)

    /// Runs `body`, turning OpenSSL's error into one of ours.
    static func wrapping<R: ~Copyable>(
        _ body: () throws(OpenSSLError) -> R
    ) throws(ProofError) -> R {
        do { return try body() } catch { throw .cryptography(error) }
    }
}

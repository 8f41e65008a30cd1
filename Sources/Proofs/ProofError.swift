public import OpenSSL

/// Why a proof could not be made. (A proof that does not convince is an answer, not an error.)
public enum ProofError: Error, Hashable, Sendable {
    /// A secret is shorter than 32 bytes, or the same secret was given for two purposes.
    case weakSecret
    /// A form's id is not 1 to 64 characters of `a-z`, `0-9` and `-`.
    case malformedForm
    /// A person's id does not have 16 bytes.
    case malformedPerson
    /// The time lies before 1970 or beyond the year 9999.
    case malformedTime
    /// A seed of one-time passwords does not have 20 bytes.
    case malformedSeed
    /// Nothing of an issuer's or account's name can be shown.
    case malformedName
    /// Not the bytes of a second factor.
    case malformedFactor
    /// A one-time password or backup code that was used already cannot be used again.
    case alreadyUsed
    /// Too many bytes for a QR code.
    case oversized
    /// A relying party's id is no domain, its origin none of that domain's, or its name empty or long.
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

import OpenSSL

/// By what a retried submission is told from another one under the same token, without a digest that
/// could be guessed.
///
/// The code hangs on the token, at least 128 random bits which are never stored, and on a key of the
/// house besides: it stays as long as the submission, and some website will make its tokens out of the
/// answers.
public final class RetryDigest: Sendable {
    /// The shortest token in bytes.
    public static let shortestToken = 16
    /// The length of a code in bytes.
    public static let codeCount = HMACSHA256.codeCount

    private let key: SecretBytes

    /// - Throws: `unavailable` when the secure heap is full.
    public init(_ house: HouseKey) throws(SealingError) {
        key = try house.derive(.answersCode)
    }

    /// HMAC-SHA256(key, form ‖ count of the token, 2 bytes ‖ token ‖ answers), 32 bytes: whether they
    /// are the same answers.
    ///
    /// - Parameters:
    ///   - answers: the answers in their canonical bytes, all that makes a submission the same.
    ///   - token: the decoded hidden submission id or `Idempotency-Key`.
    ///   - form: the form it was sent to.
    /// - Throws: `outOfBounds` (digest) for a token below 16 or above 1,024 bytes; `unavailable`
    ///   (digest) when libcrypto fails.
    public func code(
        for answers: [UInt8], under token: [UInt8], of form: ObjectID
    ) throws(SealingError) -> [UInt8] {
        guard (Self.shortestToken...1_024).contains(token.count) else {
            throw SealingError(.outOfBounds, .digest)
        }
        do {
            var message = ByteWriter(
                capacity: ObjectID.byteCount + 2 + token.count + answers.count)
            message.append(form)
            message.append(UInt16(token.count))
            message.append(token)
            message.append(answers)
            return try HMACSHA256.code(for: message.bytes.span, key: key)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }
}

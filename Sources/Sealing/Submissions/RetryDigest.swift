import OpenSSL

/// How a retried submission is recognised without a digest that could be guessed: all values hang
/// on the submission's token, at least 128 random bits which are never stored.
public struct RetryDigest: Hashable, Sendable {
    /// The shortest token in bytes.
    public static let shortestToken = 16
    private static let label = Label.retry.bytes
    /// HMAC-SHA256 of the answers under HKDF(token), 32 bytes: whether they are the same answers.
    public let answers: [UInt8]

    /// The digests of one attempt.
    ///
    /// - Parameters:
    ///   - token: the decoded hidden submission id or `Idempotency-Key`.
    ///   - answers: the answers in their canonical bytes, all that makes a submission the same.
    /// - Throws: `outOfBounds` (digest) for a token below 16 or above 1,024 bytes.
    public init(token: [UInt8], answers: Span<UInt8>) throws(SealingError) {
        guard (Self.shortestToken...1_024).contains(token.count) else {
            throw SealingError(.outOfBounds, .digest)
        }
        do {
            let key = try HKDF.derive(
                keyMaterial: SecretBytes(copying: token), salt: [UInt8]().span,
                info: Self.label.span, count: 32)
            self.answers = try HMACSHA256.code(for: answers, key: key)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }
}

/// Leads the token of a submission to the randomness of its id, so that a retry meets the same one.
///
/// Under a key of the house: the id stands in the database, the trail and the receipt for ever, and
/// some website will make its tokens out of the answers.
public final class SubmissionDraw: Sendable {
    /// The random bytes of one id.
    public static let byteCount = 10

    private let key: SecretBytes

    /// - Throws: `unavailable` when the secure heap is full.
    public init(_ house: HouseKey) throws(SealingError) {
        key = try house.derive(.submissionID)
    }

    /// The first ten bytes of HMAC-SHA256(key, form ‖ token).
    ///
    /// - Parameters:
    ///   - token: the submission's token.
    ///   - form: the form it was sent to: the same token on another form is another submission.
    /// - Throws: `unavailable` (digest) when libcrypto fails.
    public func bytes(
        for token: [UInt8], of form: ObjectID
    ) throws(SealingError) -> [UInt8] {
        do {
            var message = ByteWriter(capacity: ObjectID.byteCount + token.count)
            message.append(form)
            message.append(token)
            let code = try HMACSHA256.code(for: message.bytes.span, key: key)
            return Array(code.prefix(Self.byteCount))
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }
}

/// Codes that mean something only to the process that made them: to recognise, in memory, a
/// submission of a static form that arrives twice. The key is random and is never stored.
public final class PassingDigest: Sendable {
    private let key: SecretBytes

    /// A new key, with the process.
    ///
    /// - Throws: `unavailable` (digest) when the secure heap is full.
    public init() throws(SealingError) {
        do {
            key = try SecretBytes.random(count: 32)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }

    /// HMAC-SHA256 of `bytes`, 32 bytes.
    ///
    /// - Throws: `unavailable` (digest) when libcrypto fails.
    public func code(for bytes: Span<UInt8>) throws(SealingError) -> [UInt8] {
        do {
            return try HMACSHA256.code(for: bytes, key: key)
        } catch {
            throw SealingError(.unavailable, .digest)
        }
    }
}

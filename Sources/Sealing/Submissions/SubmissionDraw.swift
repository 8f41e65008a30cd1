import OpenSSL

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

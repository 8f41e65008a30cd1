/// What a submission is acknowledged with: its code, when it was received, and the SHA-256 of its sealed
/// answers as they were stored. It says nothing of what was answered and opens nothing.
public struct Receipt: Hashable, Sendable {
    /// The length of the digest in bytes.
    public static let digestCount = 32

    /// The code that a visitor keeps.
    public let code: ReceiptCode
    /// When it was received, to the millisecond.
    public let received: Instant
    /// SHA-256 of the stored envelope of the answers.
    public let digest: [UInt8]

    /// The receipt of a submission; its id says when it was received. Nil unless the digest has
    /// ``digestCount`` bytes.
    public init?(of submission: SubmissionID, digest: [UInt8]) {
        self.init(
            code: ReceiptCode(of: submission),
            received: Instant(microseconds: submission.milliseconds * 1000), digest: digest)
    }

    /// Takes the parts; nil unless the time is of the years 1970 to 9999, in whole milliseconds, and the
    /// digest has ``digestCount`` bytes.
    public init?(code: ReceiptCode, received: Instant, digest: [UInt8]) {
        guard digest.count == Self.digestCount, received.microseconds % 1000 == 0,
            (0..<Self.end).contains(received.microseconds)
        else { return nil }
        self.code = code
        self.received = received
        self.digest = digest
    }

    /// The first moment of the year 10000.
    private static let end: Int64 = 253_402_300_800_000_000
}

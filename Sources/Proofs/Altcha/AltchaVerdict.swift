/// What a check of a solution says.
public enum AltchaVerdict: Hashable, Sendable {
    /// The work was done, for this form and in time. It counts once: `mark` (16 bytes) must be
    /// stored in the transaction that stores the submission, refused when it comes again, and
    /// remembered until `expires` (seconds since 1970 UTC).
    case accepted(mark: [UInt8], expires: Int64)
    /// It proves nothing.
    case refused(AltchaRefusal)
}

/// Why a solution proves nothing. For the log and for tests; a visitor sees one text for all.
public enum AltchaRefusal: Error, Hashable, Sendable {
    /// Longer than any payload of ours.
    case oversized
    /// Not the base64 of the JSON of a payload, with exactly its fields.
    case malformed
    /// The parameters were not signed by this house.
    case forged
    /// Signed, but with an algorithm, cost or length that is no longer asked for.
    case outdated
    /// Its time is over; everything else about it is right.
    case expired
    /// Made for another form.
    case foreignForm
    /// The derived key is not the one that was asked for.
    case wrongSolution
    /// libcrypto refused; nothing could be checked.
    case uncheckable
}

import OpenSSL

extension TOTPSeed {
    /// From 1970 to the end of the year 9999, in seconds since 1970 UTC.
    private static let times: ClosedRange<Int64> = 0...253_402_300_799
    /// The last step of these years, and one for a phone that is ahead.
    static let latestStep = times.upperBound / period + 1

    /// Which step a typed password belongs to: the present one, or the one before or after it
    /// (RFC 6238 § 5.2); nil when it is wrong, or when its step is not later than `lastStep`.
    ///
    /// Every step counts once, and so does every earlier one: store the answer as the next
    /// `lastStep` in the transaction that signs in. After a clock jumped back nothing is accepted
    /// until it has caught up. The work is the same whether the password is right, wrong, used or
    /// no password at all, and digits are compared in constant time.
    ///
    /// - Parameters:
    ///   - typed: as a person typed it; full-width digits and blanks anywhere are accepted.
    ///   - now: seconds since 1970 UTC.
    ///   - lastStep: the step that was accepted last, 0 before the first.
    /// - Throws: `malformedTime` when `now` lies outside the years 1970 to 9999.
    public func check(
        _ typed: String, now: Int64, after lastStep: Int64
    ) throws(ProofError) -> Int64? {
        guard Self.times.contains(now) else { throw .malformedTime }
        let digits = Self.digits(typed)
        let present = now / Self.period
        var accepted: Int64?
        for step in present - 1...present + 1 {
            let password = try password(at: step)
            let isRight = ConstantTime.equal(digits.span, password.span)
            // The latest of several, so that the same digits never count a second time.
            accepted = isRight && step > lastStep ? step : accepted
        }
        return accepted
    }

    /// The six digits typed, or six bytes that no password has.
    private static func digits(_ typed: String) -> [UInt8] {
        guard typed.utf8.count <= longestTyped else { return nothing }
        var digits: [UInt8] = []
        for scalar in typed.unicodeScalars where !scalar.isBlank {
            guard let digit = UInt8(exactly: scalar.narrowed.value) else { return nothing }
            digits.append(digit)
        }
        return digits.count == digitCount ? digits : nothing
    }

    /// The longest text that is read, in bytes of UTF-8.
    private static let longestTyped = 128
    private static let nothing = [UInt8](repeating: 0, count: digitCount)
}

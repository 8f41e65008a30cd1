import Genkan
import GenkanStorage

/// How much may arrive at one form, and at the whole house, without one sender closing either for the others.
///
/// Up to the rates of form and house nobody notices, unless one subscriber takes more than a quarter of a form's.
/// Above them every subscriber has a share of their own and no more: whoever has not sent anything lately still
/// gets in, and whoever fills the form waits. A share is used up also while there is room.
public final class ArrivalLimits: Sendable {
    /// The rates.
    public struct Rates: Sendable, Hashable {
        /// Of one form.
        public var form = RequestRate(burst: 600, perSecond: 10)
        /// Of all forms together.
        public var house = RequestRate(burst: 3_000, perSecond: 50)
        /// Of one subscriber, above either.
        public var share = RequestRate(burst: 3, perSecond: 1.0 / 20)
        /// Bytes of the files of one subscriber, whatever else arrives: the disk is everybody's.
        public var fileBytes = RequestRate(burst: 128 * 1_048_576, perSecond: 2.0 * 1_048_576 / 60)

        /// The defaults.
        public init() {}
    }

    private struct House: Hashable {}

    private let forms: TokenBuckets<FormID>
    private let house: TokenBuckets<House>
    private let shares: RateLimiter
    /// What one subscriber may take of a form's rate.
    private let parts: RateLimiter
    private let files: RateLimiter

    /// Takes the rates.
    public init(_ rates: Rates = Rates()) {
        forms = TokenBuckets(rates.form)
        house = TokenBuckets(rates.house)
        shares = RateLimiter(rates.share)
        files = RateLimiter(rates.fileBytes)
        parts = RateLimiter(
            RequestRate(burst: max(1, rates.form.burst / 4), perSecond: rates.form.perSecond / 4))
    }

    /// Counts a submission that is about to be stored.
    ///
    /// - Parameters:
    ///   - address: nil for whom nobody holds to a share.
    ///   - fileBytes: how long its files are together.
    /// - Returns: nil when it may be; otherwise how long until this sender may send again.
    func allow(
        _ address: ClientAddress?, to form: FormID, fileBytes: Int = 0,
        at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        if fileBytes > 0, let address,
            let wait = files.allow(address, taking: Double(fileBytes), at: now)
        {
            return wait
        }
        let wait = allow(address, to: form, at: now)
        if wait != nil, let address { files.giveBack(address, Double(fileBytes)) }
        return wait
    }

    private func allow(
        _ address: ClientAddress?, to form: FormID, at now: ContinuousClock.Instant
    ) -> Duration? {
        let isGreedy = address.flatMap { parts.allow($0, at: now) } != nil
        let wait = address.flatMap { shares.allow($0, at: now) }
        guard !isGreedy else { return wait }
        let isFormFull = forms.allow(form, at: now) != nil
        let isHouseFull = house.allow(House(), at: now) != nil
        return isFormFull || isHouseFull ? wait : nil
    }

    /// Takes back what was counted: it was not stored, or had been before.
    func giveBack(_ address: ClientAddress?, to form: FormID, fileBytes: Int = 0) {
        forms.giveBack(form)
        house.giveBack(House())
        guard let address else { return }
        shares.giveBack(address)
        files.giveBack(address, Double(fileBytes))
        parts.giveBack(address)
    }
}

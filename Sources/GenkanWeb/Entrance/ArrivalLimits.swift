import Genkan
import GenkanStorage

/// How much may arrive at one form, and at the whole house, without one sender closing either for the others.
///
/// Up to the rates of form and house nobody notices, unless one subscriber takes more than a quarter of a form's.
/// Above them every subscriber has a share of their own and no more: whoever has not sent anything lately still
/// gets in, and whoever fills the form waits. A share is used up also while there is room. Bytes of files have a
/// rate of their own.
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

    /// What a submission has taken of the rates, until it is stored or given back.
    struct Taken: Sendable {
        fileprivate let address: ClientAddress?
        fileprivate let form: FormID
        fileprivate var fileBytes = 0
        fileprivate var isOfForm = false
        fileprivate var isOfHouse = false
        fileprivate var isOfShare = false
        fileprivate var isOfPart = false
    }

    /// Why one may not come in, and how long until it may.
    enum Refused: Error, Hashable {
        /// Too many have come.
        case tooMany(Duration)
        /// Too many bytes of files; text alone may.
        case tooManyFileBytes(Duration)
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
    func take(
        _ address: ClientAddress?, to form: FormID, fileBytes: Int = 0,
        at now: ContinuousClock.Instant = .now
    ) throws(Refused) -> Taken {
        var taken = Taken(address: address, form: form)
        if fileBytes > 0, let address {
            if let wait = files.allow(address, taking: Double(fileBytes), at: now) {
                throw .tooManyFileBytes(wait)
            }
            taken.fileBytes = fileBytes
        }
        if let wait = count(&taken, at: now) {
            giveBack(taken)
            throw .tooMany(wait)
        }
        return taken
    }

    /// How long until it may come in; nil when it may.
    private func count(_ taken: inout Taken, at now: ContinuousClock.Instant) -> Duration? {
        var wait: Duration?
        if let address = taken.address {
            taken.isOfPart = parts.allow(address, at: now) == nil
            wait = shares.allow(address, at: now)
            taken.isOfShare = wait == nil
        }
        guard taken.address == nil || taken.isOfPart else { return wait }
        taken.isOfForm = forms.allow(taken.form, at: now) == nil
        taken.isOfHouse = house.allow(House(), at: now) == nil
        return taken.isOfForm && taken.isOfHouse ? nil : wait
    }

    /// Takes back what was counted: it was not stored, or had been before.
    func giveBack(_ taken: Taken) {
        if taken.isOfForm { forms.giveBack(taken.form) }
        if taken.isOfHouse { house.giveBack(House()) }
        guard let address = taken.address else { return }
        if taken.isOfShare { shares.giveBack(address) }
        if taken.isOfPart { parts.giveBack(address) }
        files.giveBack(address, Double(taken.fileBytes))
    }
}

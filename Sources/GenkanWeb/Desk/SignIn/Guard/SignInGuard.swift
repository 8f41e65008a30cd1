import Genkan
import GenkanStorage
import Proofs

/// Stands before the sign-in: decides by name, address and device what becomes of a try before its
/// password costs anything. A name nobody has is treated as any other.
///
/// Tries are counted by subscriber and by name, but not those of a device from which the owner of the name
/// has signed in before: that device has an allowance and a lane of its own, so that nobody can lock the
/// owner out. When passwords queue up, or strangers have used up what a name is allowed, everybody else pays
/// with a proof of work: a name under attack still opens to its owner's new browser. All memory is bounded,
/// and of names it holds only a mark.
final class SignInGuard: Sendable {
    /// How often one may try.
    struct Rates: Sendable {
        /// One subscriber, from devices that are not known.
        let source: RequestRate
        /// One name, from devices that are not known: twice as often at once, half as often then.
        var account: RequestRate {
            RequestRate(burst: 2 * source.burst, perSecond: source.perSecond / 2)
        }
        /// One name from one known device.
        var device: RequestRate { source }
    }

    private struct KnownDevice: Hashable, Sendable {
        let device: [UInt8]
        let account: NameMark
    }

    /// Whose codes are counted, and from which device that is known: strangers who have the password use up
    /// nothing of the owner's.
    private struct CodeTries: Hashable, Sendable {
        let person: PersonID
        let device: [UInt8]?
    }

    /// Wrong codes after a right password, over all sign-ins: ten at once, then one in an hour: what a
    /// thief of the password has of a million possibilities, three of which are right, is ten and then 24 a day.
    private static let codeRate = RequestRate(burst: 10, perSecond: 1.0 / 3_600)
    /// What a challenge is bound to: no form has such an id.
    private static let purpose = "sign-in"
    /// In how many seconds a line that is full now has moved on.
    static let patience = 15

    private let staff: StaffStore
    private let key: ProofKey
    private let altcha: AltchaIssuer
    private let sources: TokenBuckets<ClientAddress>
    private let accounts: TokenBuckets<NameMark>
    private let devices: TokenBuckets<KnownDevice>
    private let codes: TokenBuckets<CodeTries>
    private let spent: SpentProofs
    private let now: @Sendable () -> Instant
    private let moment: @Sendable () -> ContinuousClock.Instant

    init(
        staff: StaffStore, proofs: Website.Proofs, rates: Rates,
        now: @escaping @Sendable () -> Instant,
        moment: @escaping @Sendable () -> ContinuousClock.Instant
    ) {
        self.staff = staff
        key = proofs.device
        altcha = proofs.altcha.forSignIn
        sources = TokenBuckets(rates.source, capacity: 65_536)
        accounts = TokenBuckets(rates.account, capacity: 16_384)
        devices = TokenBuckets(rates.device, capacity: 4_096)
        codes = TokenBuckets(Self.codeRate, capacity: 4_096)
        spent = SpentProofs(life: altcha.lifetime)
        self.now = now
        self.moment = moment
    }

    /// Whether a newcomer is asked for a proof of work now.
    var isCrowded: Bool { staff.scryptLoad.isCrowded }

    /// Work for a browser, good for one sign-in and nothing else.
    func challenge() throws -> AltchaChallenge {
        try altcha.challenge(form: Self.purpose, now: now().seconds)
    }

    /// What becomes of a try.
    func decide(on attempt: SignInAttempt) async throws -> SignInDecision {
        let name = StaffName(attempt.name)?.key ?? attempt.name
        let account = try NameMark(name, key: key)
        let owner = try await staff.person(named: attempt.name)
        let device = attempt.devices.tokens.lazy.compactMap { self.device($0, of: owner?.id) }.first
        let load = staff.scryptLoad
        guard let device else { return decide(on: attempt, account, load) }
        guard !load.isFull(.known) else { return .wait(seconds: Self.patience, because: .crowd) }
        let known = KnownDevice(device: device.device, account: account)
        return devices.allow(known, at: moment()).map(Self.wait) ?? .goOn(.known)
    }

    private func decide(
        on attempt: SignInAttempt, _ account: NameMark, _ load: ScryptLoad
    ) -> SignInDecision {
        guard !load.isFull(.unknown) else { return .wait(seconds: Self.patience, because: .crowd) }
        let mark = attempt.proof.flatMap(mark)
        guard mark != nil || !load.isCrowded else { return .prove }
        let moment = moment(), source = attempt.address?.subscriber
        if let delay = source.flatMap({ sources.allow($0, at: moment) }) { return Self.wait(delay) }
        let isTried = accounts.allow(account, at: moment) != nil
        // Last, so that a proof is not lost to a wait.
        let isProven = mark.map { spent.spend($0, now: now().seconds) } ?? false
        guard isProven || !(isTried || load.isCrowded) else {
            // The try with the proof is the one that counts.
            if let source { sources.giveBack(source) }
            return .prove
        }
        return .goOn(.unknown)
    }

    /// Whether one more code of somebody whose password was right counts.
    func mayTryCode(of person: PersonID, bringing cookie: DeviceCookie) -> Bool {
        codes.allow(tries(person, cookie), at: moment()) == nil
    }

    /// The code was right after all: what it took is given back.
    func codeWasRight(of person: PersonID, bringing cookie: DeviceCookie) {
        codes.giveBack(tries(person, cookie))
    }

    private func tries(_ person: PersonID, _ cookie: DeviceCookie) -> CodeTries {
        let device = cookie.tokens.lazy.compactMap { self.device($0, of: person) }.first
        return CodeTries(person: person, device: device?.device)
    }

    /// After a complete sign-in: the `Set-Cookie` value by which the browser is known again.
    func succeeded(_ person: PersonID, bringing cookie: DeviceCookie) throws -> String {
        let token = try DeviceToken.make(person: person.bytes, now: now().seconds, key: key)
        return cookie.handing(token) { self.device($0, of: person) == nil }
    }

    /// The device that a token names when it is this person's. For nobody, nobody's is.
    private func device(_ token: String, of person: PersonID?) -> DeviceToken? {
        let bytes = person?.bytes ?? [UInt8](repeating: 0, count: 16)
        return DeviceToken(token, person: bytes, now: now().seconds, key: key)
    }

    private func mark(of proof: String) -> [UInt8]? {
        guard
            case .accepted(let mark, _) = altcha.verify(
                payload: proof, form: Self.purpose, now: now().seconds)
        else { return nil }
        return mark
    }

    private static func wait(_ delay: Duration) -> SignInDecision {
        .wait(seconds: delay.wholeSeconds, because: .tries)
    }
}

/// What proves a person besides the password: the seed of one-time passwords, the unused backup
/// codes, and the step that was accepted last. It lies sealed to the person.
///
/// A value that never changes: using something up makes the next one. Store that in the
/// transaction that signs in, and only in the place of the very bytes that were read: otherwise two
/// sign-ins at once could use the same password.
public final class SecondFactor: Sendable {
    /// The seed that the person's authenticator holds too.
    public let seed: TOTPSeed
    /// The codes on paper.
    public let backupCodes: BackupCodes
    /// The step of the one-time password that was accepted last, 0 before the first.
    public let lastStep: Int64

    init(seed: TOTPSeed, backupCodes: BackupCodes, lastStep: Int64) throws(ProofError) {
        guard (0...TOTPSeed.latestStep).contains(lastStep) else { throw .malformedFactor }
        self.seed = seed
        self.backupCodes = backupCodes
        self.lastStep = lastStep
    }

    /// A new seed and ten new codes. It counts only after the person has typed a first one-time
    /// password of it.
    public static func create() throws(ProofError) -> SecondFactor {
        try SecondFactor(seed: .create(), backupCodes: .create(), lastStep: 0)
    }

    /// The same seed with ten new codes; the old ones count no more.
    public func renewingBackupCodes() throws(ProofError) -> SecondFactor {
        try SecondFactor(seed: seed, backupCodes: .create(), lastStep: lastStep)
    }

    /// What a typed text uses up: a one-time password (``TOTPSeed/check(_:now:after:)``) or a
    /// backup code (``BackupCodes/check(_:)``). Nil when it is neither, or used. Both are tried,
    /// whatever was typed.
    ///
    /// - Parameter now: seconds since 1970 UTC.
    /// - Throws: `malformedTime` when `now` lies outside the years 1970 to 9999.
    public func check(_ typed: String, now: Int64) throws(ProofError) -> SecondFactorUse? {
        let step = try seed.check(typed, now: now, after: lastStep)
        let place = backupCodes.check(typed)
        return step.map { .oneTimePassword(step: $0) } ?? place.map { .backupCode(place: $0) }
    }

    /// The factor that is left: what it accepted is not accepted again. Throws `alreadyUsed` when
    /// that was used before.
    public func using(_ use: SecondFactorUse) throws(ProofError) -> SecondFactor {
        switch use {
        case .oneTimePassword(let step):
            guard step > lastStep else { throw .alreadyUsed }
            return try SecondFactor(seed: seed, backupCodes: backupCodes, lastStep: step)
        case .backupCode(let place):
            return try SecondFactor(
                seed: seed, backupCodes: backupCodes.using(place), lastStep: lastStep)
        }
    }
}

/// What a second factor accepted, and what it must not accept again.
public enum SecondFactorUse: Hashable, Sendable {
    /// The one-time password of this step (seconds since 1970 UTC, divided by 30).
    case oneTimePassword(step: Int64)
    /// The backup code in this place, 0 to 9.
    case backupCode(place: Int)
}

import Synchronization

/// How often this process has done what costs time or opens something, since it began.
///
/// Two paths that must not be told apart do the same of each. That is checked where a test is alone in its
/// process; the numbers themselves tell nobody whose they were.
package struct Tally: Hashable, Sendable {
    /// Passwords derived by scrypt.
    package var derivations = 0
    /// Boxes of AES-256-GCM that were opened or refused.
    package var openings = 0
    /// Agreements of X25519.
    package var agreements = 0
    /// Signatures of Ed25519 that were checked.
    package var checks = 0

    /// What has been done so far, by all threads.
    package static var now: Tally {
        Tally(
            derivations: counts.derivations.load(ordering: .relaxed),
            openings: counts.openings.load(ordering: .relaxed),
            agreements: counts.agreements.load(ordering: .relaxed),
            checks: counts.checks.load(ordering: .relaxed))
    }

    /// What was done since then.
    package func since(_ earlier: Tally) -> Tally {
        Tally(
            derivations: derivations - earlier.derivations, openings: openings - earlier.openings,
            agreements: agreements - earlier.agreements, checks: checks - earlier.checks)
    }

    static let counts = Counts()

    final class Counts: Sendable {
        let derivations = Atomic(0)
        let openings = Atomic(0)
        let agreements = Atomic(0)
        let checks = Atomic(0)
    }
}

extension Atomic<Int> {
    /// One more.
    func count() { add(1, ordering: .relaxed) }
}

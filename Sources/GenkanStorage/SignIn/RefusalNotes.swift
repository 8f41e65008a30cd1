import Genkan
import Synchronization

/// How many refusals of strangers are written down, whatever their addresses: a hundred at once, then one a
/// second. Above that they are counted, and the next one that is written down says how many were not: nobody
/// fills the disk, or keeps the writer from submissions, by being refused.
final class RefusalNotes: Sendable {
    private struct State {
        var left = 100.0
        var last: Instant?
        var skipped = 0
    }

    private static let most = 100.0
    private let state = Mutex(State())

    /// Asks whether one more is written down.
    ///
    /// - Returns: how many were not since the last one; nil when this one is not either.
    func note(at now: Instant) -> Int? {
        state.withLock { state in
            // A clock that was set back earns nothing.
            let passed = state.last.map { max(0, now.since($0) / .seconds(1)) } ?? 0
            state.left = min(Self.most, state.left + passed)
            state.last = now
            guard state.left >= 1 else {
                state.skipped += 1
                return nil
            }
            state.left -= 1
            defer { state.skipped = 0 }
            return state.skipped
        }
    }
}

extension StaffStore {
    /// What is written down of a refused stranger, with how many others were not; nil when it is not.
    func noted(
        _ kind: AuditKind, details: [AuditDetail], now: Instant
    ) throws -> AuditEvent? {
        guard let skipped = refusals.note(at: now) else { return nil }
        let others = skipped > 0 ? [AuditDetail.number(.refused, skipped)] : []
        return try event(kind, by: .visitor, details: details + others, now: now)
    }
}

import Genkan
import Synchronization

/// What forms without a submission id received in the last ten minutes, in memory only: a keyed
/// code of form, sender and answers, and the receipt that was given.
///
/// A double click on a static page is stored once. The key is the process's own and dies with it;
/// nothing of this is ever written.
final class RecentAnswers: Sendable {
    static let lifetime = Duration.seconds(600)
    private static let capacity = 65_536

    private struct Entry {
        let receipt: ReceiptCode
        let expires: Instant
    }

    private let entries = Mutex<[[UInt8]: Entry]>([:])

    func receipt(for code: [UInt8], at now: Instant) -> ReceiptCode? {
        entries.withLock { entries in
            guard let entry = entries[code], entry.expires > now else { return nil }
            return entry.receipt
        }
    }

    /// Called after the COMMIT. When full, the newest is not remembered: a repetition is then
    /// stored twice rather than memory growing without end.
    func remember(_ code: [UInt8], receipt: ReceiptCode, at now: Instant) {
        entries.withLock { entries in
            guard entries.count < Self.capacity else { return }
            entries[code] = Entry(receipt: receipt, expires: now.advanced(by: Self.lifetime))
        }
    }

    /// Forgets what is older than ten minutes.
    func sweep(at now: Instant) {
        entries.withLock { entries in entries = entries.filter { $0.value.expires > now } }
    }
}

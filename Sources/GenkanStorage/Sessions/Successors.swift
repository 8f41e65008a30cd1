import Genkan
import Synchronization

/// Which session took the place of which when the credential was given again: what lasts longer than a
/// request, and began under the old token, goes on under the new one. Kept in memory, since nothing that
/// lasts outlives the process.
final class Successors: Sendable {
    private struct Successor {
        let digest: [UInt8]
        let end: Int64
    }

    private let next = Mutex<[[UInt8]: Successor]>([:])

    /// Writes down that one came after another; both end at the latest at the same moment.
    func note(_ digest: [UInt8], after old: [UInt8], until end: Int64) {
        next.withLock { $0[old] = Successor(digest: digest, end: end) }
    }

    /// The last of those that came after one, or that one itself.
    func last(after digest: [UInt8]) -> [UInt8] {
        next.withLock { next in
            var digest = digest
            while let successor = next[digest] { digest = successor.digest }
            return digest
        }
    }

    /// Forgets those that are over.
    func letGo(now: Instant) {
        next.withLock { next in next = next.filter { $0.value.end > now.microseconds } }
    }
}

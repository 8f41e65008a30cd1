import Foundation
import Sealing
import Synchronization

/// Where passwords are tried: one at a time, on a thread of its own.
///
/// scrypt takes 0.4 s and 128 MiB. On the cooperative pool it would stop the whole server, and
/// several at once would take its memory. How many may wait is bounded.
final class ScryptQueue: Sendable {
    private let queue = DispatchQueue(label: "genkan.scrypt")
    private let waiting = Mutex(0)
    private let capacity: Int

    init(capacity: Int = 32) {
        self.capacity = capacity
    }

    /// Runs the body when those before it are done; throws `.unavailable` when too many wait.
    func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        let mayWait = waiting.withLock { count in
            guard count < capacity else { return false }
            count += 1
            return true
        }
        guard mayWait else {
            throw StorageError(.unavailable, "too many sign-ins at once")
        }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async {
                let result = Result { try body() }
                self.waiting.withLock { $0 -= 1 }
                continuation.resume(with: result)
            }
        }
    }
}

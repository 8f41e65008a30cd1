import Synchronization

/// Buckets that fill up steadily and that one token at a time is taken from, one per key, in bounded memory.
///
/// Two generations of buckets are kept. When the younger is full, or older than the time in which an empty
/// bucket fills up, it becomes the older and the older is forgotten: what is forgotten was full again, unless
/// more than `capacity` keys come within that time.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: ContinuousClock.Instant
    }

    private struct Generations {
        var young: [Key: Bucket] = [:]
        var old: [Key: Bucket] = [:]
        var began: ContinuousClock.Instant?
    }

    private let rate: RequestRate
    private let capacity: Int
    private let generations = Mutex(Generations())

    init(_ rate: RequestRate, capacity: Int) {
        self.rate = rate
        self.capacity = capacity
    }

    /// Takes a token.
    ///
    /// - Returns: nil when there was one; otherwise how long until there is.
    func take(_ key: Key, at now: ContinuousClock.Instant) -> Duration? {
        generations.withLock { generations in
            turn(&generations, now)
            var bucket =
                generations.young[key] ?? generations.old[key]
                ?? Bucket(tokens: rate.burst, filled: now)
            let elapsed = max(0, (now - bucket.filled) / .seconds(1))
            bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
            bucket.filled = now
            defer { generations.young[key] = bucket }
            guard bucket.tokens < 1 else {
                bucket.tokens -= 1
                return nil
            }
            return .seconds((1 - bucket.tokens) / rate.perSecond)
        }
    }

    /// How many keys are remembered, at most twice the capacity.
    var held: Int { generations.withLock { $0.young.count + $0.old.count } }

    private func turn(_ generations: inout Generations, _ now: ContinuousClock.Instant) {
        let began = generations.began ?? now
        let life = Duration.seconds(rate.burst / rate.perSecond)
        guard generations.young.count >= capacity || now - began > life else {
            generations.began = began
            return
        }
        generations.old = generations.young
        generations.young = [:]
        generations.began = now
    }
}

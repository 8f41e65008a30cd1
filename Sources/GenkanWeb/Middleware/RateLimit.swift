public import Genkan
import HTTPTypes
import Hummingbird
import Synchronization

/// Token buckets, one per key, in bounded memory.
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

    /// - Parameters:
    ///   - rate: how many at once and per second; both above zero.
    ///   - capacity: how many keys a generation holds, about 100 bytes each.
    init(_ rate: RequestRate, capacity: Int = 65_536) {
        self.rate = rate
        self.capacity = capacity
    }

    /// Takes a token, or several at once; more than there ever are cost all of them.
    ///
    /// - Returns: nil when they were there; otherwise how long until they are.
    func allow(
        _ key: Key, taking amount: Double = 1, at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        generations.withLock { generations in
            turn(&generations, now)
            var bucket =
                generations.young[key] ?? generations.old[key]
                ?? Bucket(tokens: rate.burst, filled: now)
            let elapsed = max(0, (now - bucket.filled) / .seconds(1))
            bucket.tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
            bucket.filled = now
            defer { generations.young[key] = bucket }
            let amount = min(amount, rate.burst)
            guard bucket.tokens < amount else {
                bucket.tokens -= amount
                return nil
            }
            return .seconds((amount - bucket.tokens) / rate.perSecond)
        }
    }

    /// Gives tokens back that were taken for something that turned out well.
    func giveBack(_ key: Key, _ amount: Double = 1) {
        generations.withLock { generations in
            guard var bucket = generations.young[key] else { return }
            bucket.tokens = min(rate.burst, bucket.tokens + amount)
            generations.young[key] = bucket
        }
    }

    /// How long until there is a token; nil when there is one. Takes none.
    func wait(_ key: Key, at now: ContinuousClock.Instant = .now) -> Duration? {
        generations.withLock { generations in
            guard let bucket = generations.young[key] ?? generations.old[key] else { return nil }
            let elapsed = max(0, (now - bucket.filled) / .seconds(1))
            let tokens = min(rate.burst, bucket.tokens + elapsed * rate.perSecond)
            return tokens < 1 ? .seconds((1 - tokens) / rate.perSecond) : nil
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

/// Token buckets, one per address (IPv4) or /64 (IPv6).
public final class RateLimiter: Sendable {
    private let buckets: TokenBuckets<ClientAddress>

    /// - Parameters:
    ///   - rate: how many at once and per second; both above zero.
    ///   - capacity: how many addresses a generation holds, about 100 bytes each.
    public init(_ rate: RequestRate, capacity: Int = 65_536) {
        buckets = TokenBuckets(rate, capacity: capacity)
    }

    /// Takes a token, or several at once; more than there ever are cost all of them.
    ///
    /// - Returns: nil when they were there; otherwise how long until they are.
    public func allow(
        _ address: ClientAddress, taking amount: Double = 1, at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        buckets.allow(address.subscriber, taking: amount, at: now)
    }

    /// Gives tokens back that were taken for something that turned out well.
    func giveBack(_ address: ClientAddress, _ amount: Double = 1) {
        buckets.giveBack(address.subscriber, amount)
    }

    /// How many addresses are remembered, at most twice the capacity.
    var held: Int { buckets.held }
}

/// Holds every address to the server's general rate; answers 429 with `Retry-After`.
struct RateLimit: RouterMiddleware {
    typealias Context = GenkanRequestContext

    let limiter: RateLimiter

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if let address = context.countedAddress, let wait = limiter.allow(address) {
            throw HTTPError.tooManyRequests(retryAfter: wait)
        }
        return try await next(request, context)
    }
}

extension HTTPError {
    /// 429 with `Retry-After` in whole seconds, rounded up.
    static func tooManyRequests(retryAfter wait: Duration) -> HTTPError {
        HTTPError(.tooManyRequests, headers: [.retryAfter: String(wait.wholeSeconds)])
    }
}

extension Duration {
    /// In seconds, rounded up, at least one: what `Retry-After` and a page say.
    var wholeSeconds: Int { max(1, Int((self / .seconds(1)).rounded(.up))) }
}

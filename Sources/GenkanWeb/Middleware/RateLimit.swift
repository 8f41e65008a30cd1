import HTTPTypes
import Hummingbird

/// Token buckets, one per address (IPv4) or /64 (IPv6), in bounded memory.
public final class RateLimiter: Sendable {
    private let buckets: TokenBuckets<ClientAddress>

    /// - Parameters:
    ///   - rate: how many at once and per second; both above zero.
    ///   - capacity: how many addresses a generation holds, about 100 bytes each.
    public init(_ rate: RequestRate, capacity: Int = 65_536) {
        buckets = TokenBuckets(rate, capacity: capacity)
    }

    /// Takes a token.
    ///
    /// - Returns: nil when there was one; otherwise how long until there is.
    public func allow(
        _ address: ClientAddress, at now: ContinuousClock.Instant = .now
    ) -> Duration? {
        buckets.take(address.subscriber, at: now)
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
        if let address = context.clientAddress, let wait = limiter.allow(address) {
            throw HTTPError.tooManyRequests(retryAfter: wait)
        }
        return try await next(request, context)
    }
}

extension HTTPError {
    /// 429 with `Retry-After` in whole seconds, rounded up.
    static func tooManyRequests(retryAfter wait: Duration) -> HTTPError {
        let seconds = max(1, Int((wait / .seconds(1)).rounded(.up)))
        return HTTPError(.tooManyRequests, headers: [.retryAfter: String(seconds)])
    }
}

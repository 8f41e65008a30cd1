import Genkan
import GenkanTesting
import Hummingbird
import Testing

@testable import GenkanWeb

@Suite struct RateLimiterTests {
    private let start = ContinuousClock.now

    private func address(_ text: String) throws -> ClientAddress {
        try #require(ClientAddress(text))
    }

    @Test func `a burst passes, the next waits as long as it is told`() throws {
        let limiter = RateLimiter(RequestRate(burst: 3, perSecond: 0.5))
        let vera = try address("192.0.2.1")
        for _ in 0..<3 { #expect(limiter.allow(vera, at: start) == nil) }
        #expect(limiter.allow(vera, at: start) == .seconds(2))
        #expect(limiter.allow(vera, at: start + .seconds(1)) == .seconds(1))
        #expect(limiter.allow(vera, at: start + .seconds(2)) == nil)
        #expect(limiter.allow(vera, at: start + .seconds(2)) != nil)
    }

    @Test func `a refused request costs nothing, and nobody else waits`() throws {
        let limiter = RateLimiter(RequestRate(burst: 1, perSecond: 1))
        let vera = try address("192.0.2.1")
        #expect(limiter.allow(vera, at: start) == nil)
        for _ in 0..<100 { #expect(limiter.allow(vera, at: start) == .seconds(1)) }
        #expect(limiter.allow(try address("192.0.2.2"), at: start) == nil)
    }

    @Test func `an IPv6 subscriber has one bucket`() throws {
        let limiter = RateLimiter(RequestRate(burst: 1, perSecond: 1))
        #expect(limiter.allow(try address("2001:db8::1"), at: start) == nil)
        #expect(limiter.allow(try address("2001:db8::2"), at: start) != nil)
        #expect(limiter.allow(try address("2001:db8:0:1::1"), at: start) == nil)
    }

    @Test func `the clock going nowhere or back fills nothing`() throws {
        let limiter = RateLimiter(RequestRate(burst: 1, perSecond: 1000))
        let vera = try address("192.0.2.1")
        #expect(limiter.allow(vera, at: start) == nil)
        #expect(limiter.allow(vera, at: start - .seconds(60)) != nil)
    }

    @Test func `a bucket outlives the turn of a generation`() throws {
        let limiter = RateLimiter(RequestRate(burst: 10, perSecond: 1))
        let vera = try address("192.0.2.1")
        for _ in 0..<10 { _ = limiter.allow(vera, at: start) }
        #expect(limiter.allow(vera, at: start + .milliseconds(10_500)) == nil)
        for _ in 0..<9 { _ = limiter.allow(vera, at: start + .milliseconds(10_500)) }
        #expect(limiter.allow(vera, at: start + .milliseconds(10_500)) != nil)
    }

    @Test func `memory stays bounded under a flood of addresses`() throws {
        let limiter = RateLimiter(RequestRate(burst: 1, perSecond: 0.001), capacity: 100)
        for number in 0..<10_000 {
            let bytes = [10, 0, UInt8(number >> 8), UInt8(number & 0xFF)]
            #expect(limiter.allow(try #require(ClientAddress(bytes: bytes)), at: start) == nil)
        }
        #expect(limiter.held <= 200)
    }

    @Test func `over the limit is 429 with the time to wait`() async throws {
        try await TestServer.run(
            adjust: { $0.limits.requests = RequestRate(burst: 2, perSecond: 0.001) },
            routes: { $0.get("small") { _, _ in "small" } }
        ) { server in
            for status in [200, 200, 429] {
                let answer = try await Exchange.get(
                    "/small", ["X-Forwarded-For: 192.0.2.\(status)"], from: server)
                #expect(answer.status == status)
                #expect((answer["retry-after"] != nil) == (status == 429))
            }
        }
    }
}

import Genkan
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// Holds bodies to the limits while they are read: each to ``Limits/bodyBytes``, also one whose head says
/// no length (chunks, HTTP/2), and all of them together to what the house has memory for.
///
/// Above the one limit the answer is 413, above the other 503 with `Retry-After`. The answers to bodies,
/// which may repeat what was sent several times over, count as well; they are never refused for it.
struct LimitBodies: RouterMiddleware {
    typealias Context = GenkanRequestContext

    private let limit: Int
    private let ledger: Ledger

    init(limits: Limits) {
        self.init(
            limit: limits.bodyBytes,
            ledger: Ledger(
                house: max(limits.bodyBytesUnderWay, Self.times(8, limits.bodyBytes)),
                subscriber: max(limits.bodyBytesUnderWayPerAddress, Self.times(2, limits.bodyBytes))
            ))
    }

    /// A limit may be none.
    private static func times(_ factor: Int, _ limit: Int) -> Int {
        let (product, isTooMuch) = limit.multipliedReportingOverflow(by: factor)
        return isTooMuch ? .max : product
    }

    init(limit: Int, ledger: Ledger) {
        self.limit = limit
        self.ledger = ledger
    }

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard request.method != .get, request.method != .head else {
            return try await next(request, context)  // nobody reads their bodies
        }
        let holding = LedgerHolding(ledger, of: context)
        defer { holding.end() }
        var request = request, context = context
        let reading = BodyReading(limit: limit, holding: holding)
        context.reading = reading
        request.body = RequestBody(
            asyncSequence: LimitedBody(body: request.body, reading: reading))
        var response = try await next(request, context)
        response.body = HeldAnswer.counting(
            response.body, of: context.clientAddress?.subscriber, in: ledger,
            on: context.channel.eventLoop)
        return response
    }
}

/// What one request has brought of its body.
final class BodyReading: Sendable {
    private let limit: Int
    private let holding: LedgerHolding
    private let count = Mutex(0)

    init(limit: Int, holding: LedgerHolding) {
        self.limit = limit
        self.holding = holding
    }

    /// Says how much of it is still held: what was dropped is room for others.
    func holds(_ bytes: Int) { holding.settle(at: bytes) }

    fileprivate func take(_ bytes: Int) throws(HTTPError) {
        let isWithin = count.withLock { count in
            count += bytes
            return count <= limit
        }
        guard isWithin else { throw HTTPError(.contentTooLarge) }
        guard holding.take(bytes) else {
            throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"])
        }
    }
}

/// The pieces of a body, each counted before it is handed on.
private struct LimitedBody: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let body: RequestBody
    let reading: BodyReading

    func makeAsyncIterator() -> Iterator {
        Iterator(body: body.makeAsyncIterator(), reading: reading)
    }

    struct Iterator: AsyncIteratorProtocol {
        var body: RequestBody.AsyncIterator
        let reading: BodyReading

        @concurrent mutating func next() async throws -> ByteBuffer? {
            guard let piece = try await body.next() else { return nil }
            try reading.take(piece.readableBytes)
            return piece
        }
    }
}

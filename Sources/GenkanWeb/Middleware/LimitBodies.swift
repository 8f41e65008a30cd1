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
    private let ledger: BodyLedger

    init(limits: Limits) {
        self.init(
            limit: limits.bodyBytes,
            ledger: BodyLedger(
                house: max(limits.bodyBytesUnderWay, Self.times(8, limits.bodyBytes)),
                subscriber: max(limits.bodyBytesUnderWayPerAddress, Self.times(2, limits.bodyBytes))
            ))
    }

    /// A limit may be none.
    private static func times(_ factor: Int, _ limit: Int) -> Int {
        let (product, isTooMuch) = limit.multipliedReportingOverflow(by: factor)
        return isTooMuch ? .max : product
    }

    init(limit: Int, ledger: BodyLedger) {
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
        let subscriber = context.clientAddress?.subscriber
        let reading = BodyReading(limit: limit, ledger: ledger, subscriber: subscriber)
        defer { reading.end() }
        var request = request
        request.body = RequestBody(
            asyncSequence: LimitedBody(body: request.body, reading: reading))
        var response = try await next(request, context)
        response.body = HeldAnswer.counting(
            response.body, of: subscriber, in: ledger, on: context.channel.eventLoop)
        return response
    }
}

/// What one request has brought of its body.
private final class BodyReading: Sendable {
    private let limit: Int
    private let ledger: BodyLedger
    private let subscriber: ClientAddress?
    private let count = Mutex(0)

    init(limit: Int, ledger: BodyLedger, subscriber: ClientAddress?) {
        self.limit = limit
        self.ledger = ledger
        self.subscriber = subscriber
    }

    func take(_ bytes: Int) throws(HTTPError) {
        let sum = count.withLock { $0 } + bytes
        guard sum <= limit else { throw HTTPError(.contentTooLarge) }
        guard ledger.take(bytes, for: subscriber) else {
            throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "5"])
        }
        count.withLock { $0 = sum }
    }

    func end() {
        let held = count.withLock { count in
            defer { count = 0 }
            return count
        }
        ledger.giveBack(held, for: subscriber)
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

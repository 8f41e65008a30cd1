import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Tells ``EarlyAnswers`` that somebody begins to read the body of a request that waits for `100 Continue`.
/// A request that is refused by its head alone is never told to send its body.
struct ContinueOnRead: AsyncSequence, Sendable {
    typealias Element = ByteBuffer

    let body: RequestBody
    let channel: any Channel

    static func around(
        _ responder: @escaping HTTPChannelHandler.Responder
    ) -> HTTPChannelHandler.Responder {
        { request, writer, channel in
            guard request.headers[.expect] != nil else {
                return try await responder(request, writer, channel)
            }
            var request = request
            request.body = RequestBody(
                asyncSequence: ContinueOnRead(body: request.body, channel: channel))
            try await responder(request, writer, channel)
        }
    }

    func makeAsyncIterator() -> Iterator {
        Iterator(body: body.makeAsyncIterator(), channel: channel)
    }

    struct Iterator: AsyncIteratorProtocol {
        var body: RequestBody.AsyncIterator
        var channel: (any Channel)?

        @concurrent mutating func next() async throws -> ByteBuffer? {
            if let channel {
                channel.triggerUserOutboundEvent(EarlyAnswers.ReadingBody(), promise: nil)
                self.channel = nil
            }
            return try await body.next()
        }
    }
}

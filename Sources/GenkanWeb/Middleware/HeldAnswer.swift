import Genkan
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Synchronization

/// An answer's bytes in the ledger, from when it is made until the client has taken it, or all but what
/// the connection holds anyway; given back too when nobody ever writes it.
final class HeldAnswer: Sendable {
    /// Up to this many bytes an answer is not counted: its stream weighs as much.
    static let uncounted = 4096

    private let ledger: Ledger
    private let subscriber: ClientAddress?
    private let count: Mutex<Int>

    private init(_ count: Int, of subscriber: ClientAddress?, in ledger: Ledger) {
        self.ledger = ledger
        self.subscriber = subscriber
        self.count = Mutex(count)
        ledger.owe(count, for: subscriber)
    }

    deinit { end() }

    /// The body, counted while it is written. One of unknown length is written as it is made and holds
    /// no more than a piece.
    static func counting(
        _ body: ResponseBody, of subscriber: ClientAddress?, in ledger: Ledger,
        on loop: any EventLoop
    ) -> ResponseBody {
        guard let length = body.contentLength, length > uncounted else { return body }
        let held = HeldAnswer(length, of: subscriber, in: ledger)
        return ResponseBody(contentLength: length) { writer in
            defer { held.end() }
            try await body.write(TurnTakingWriter(writer: writer, loop: loop))
        }
    }

    private func end() {
        let held = count.withLock { count in
            defer { count = 0 }
            return count
        }
        ledger.giveBack(held, for: subscriber)
    }
}

/// Gives the connection its turn after each piece, so that it can say that it takes no more for now:
/// the end of the answer then waits for the client.
private struct TurnTakingWriter: ResponseBodyWriter {
    var writer: any ResponseBodyWriter
    let loop: any EventLoop

    @concurrent mutating func write(_ buffer: ByteBuffer) async throws {
        try await writer.write(buffer)
        try await loop.submit {}.get()
    }

    @concurrent func finish(_ trailingHeaders: HTTPFields?) async throws {
        try await writer.finish(trailingHeaders)
    }
}

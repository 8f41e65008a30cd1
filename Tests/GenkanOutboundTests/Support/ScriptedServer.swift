import NIOCore
import NIOPosix
import Synchronization

/// A mail server on loopback that does what its script says, one act for each thing that it is told;
/// the first act is the greeting. It knows nothing of SMTP but where a command and a message end.
final class ScriptedServer: Sendable {
    enum Act: Hashable, Sendable {
        case say(String)
        case sayAndClose(String)
        case close
        case silence
    }

    enum Event: Hashable, Sendable {
        /// The act of this number was done.
        case acted(Int)
        /// The client is gone.
        case gone
    }

    let port: Int
    /// What happened, for one reader.
    let events: AsyncStream<Event>
    private let channel: any Channel
    private let notes: Notes

    /// What the client said so far, a command or a message each, with its line ends.
    var heard: [String] { notes.heard.withLock { $0 } }

    /// Runs a server as long as `body` does.
    static func run<Value>(
        _ acts: [Act], _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let server = try await ScriptedServer(acts)
        do {
            let value = try await body(server)
            try await server.channel.close()
            return value
        } catch {
            try await server.channel.close()
            throw error
        }
    }

    private init(_ acts: [Act]) async throws {
        let (events, happened) = AsyncStream.makeStream(of: Event.self)
        let notes = Notes(happened: happened)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Player(acts, notes))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        guard let port = channel.localAddress?.port else { throw ChannelError.unknownLocalAddress }
        self.port = port
        self.events = events
        self.notes = notes
    }
}

/// What is kept of a run.
private final class Notes: Sendable {
    let heard = Mutex<[String]>([])
    let happened: AsyncStream<ScriptedServer.Event>.Continuation

    init(happened: AsyncStream<ScriptedServer.Event>.Continuation) { self.happened = happened }
}

private final class Player: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let acts: [ScriptedServer.Act]
    private let notes: Notes
    private var next = 0
    private var unread: [UInt8] = []
    private var takesMessage = false

    init(_ acts: [ScriptedServer.Act], _ notes: Notes) {
        self.acts = acts
        self.notes = notes
    }

    func channelActive(context: ChannelHandlerContext) { act(context) }

    func channelInactive(context: ChannelHandlerContext) { notes.happened.yield(.gone) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        unread += unwrapInboundIn(data).readableBytesView
        let end = takesMessage ? "\r\n.\r\n" : "\r\n"
        guard
            String(decoding: unread, as: UTF8.self).utf8.suffix(end.utf8.count)
                .elementsEqual(end.utf8)
        else { return }
        notes.heard.withLock { $0.append(String(decoding: unread, as: UTF8.self)) }
        unread = []
        act(context)
    }

    private func act(_ context: ChannelHandlerContext) {
        let act = next < acts.count ? acts[next] : .close
        switch act {
        case .say(let text): say(text, context)
        case .sayAndClose(let text):
            say(text, context)
            context.close(promise: nil)
        case .close: context.close(promise: nil)
        case .silence: break
        }
        notes.happened.yield(.acted(next))
        next += 1
    }

    private func say(_ text: String, _ context: ChannelHandlerContext) {
        takesMessage = text.utf8.starts(with: "354".utf8)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
    }
}

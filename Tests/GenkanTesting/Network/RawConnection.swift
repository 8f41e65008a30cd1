import Foundation
import NIOCore
import NIOPosix
public import NIOSSL
import NIOTLS
import Synchronization

/// A connection that sends exactly the bytes it is told to, and can refuse to read.
public final class RawConnection: Sendable {
    private struct Inbox {
        var reads: Bool
        var bytes: [UInt8] = []
        var isClosed = false
    }

    private let channel: any Channel
    private let inbox: Inboxes

    /// How long a test waits for something that must come. Generous: it passes only when a test fails.
    public static let patience = Duration.seconds(180)

    /// Why waiting ended.
    public enum Failure: Error {
        /// It did not come within ``RawConnection/patience``; what came so far.
        case nothingCame(String)
    }

    /// Connects.
    ///
    /// - Parameters:
    ///   - tls: nil for bare TCP.
    ///   - alpn: the protocols offered, such as `h2`.
    ///   - reads: false for a client that never reads what comes after the handshake.
    public static func open(
        _ port: Int, tls: TLSConfiguration?, alpn: [String] = [], reads: Bool = true
    ) async throws -> RawConnection {
        let inbox = Inboxes(reads: reads)
        let context = try tls.map { tls in
            var tls = tls
            tls.applicationProtocols = alpn
            return try NIOSSLContext(configuration: tls)
        }
        let (handshakes, handshake) = AsyncStream.makeStream(of: Bool.self)
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.socketOption(.so_rcvbuf), value: reads ? 262_144 : 4096)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let context {
                        let handler = try NIOSSLClientHandler(
                            context: context, serverHostname: TestCertificate.host)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        Collector(inbox, handshake))
                }
            }.connect(host: "127.0.0.1", port: port).get()
        if context != nil, await handshakes.first(where: { _ in true }) != true {
            throw Failure.nothingCame("the TLS handshake failed")
        }
        return RawConnection(channel, inbox)
    }

    private init(_ channel: any Channel, _ inbox: Inboxes) {
        self.channel = channel
        self.inbox = inbox
    }

    deinit { channel.close(promise: nil) }

    /// Sends bytes; fails when the connection is closed.
    public func send(_ bytes: [UInt8]) async throws {
        try await channel.writeAndFlush(ByteBuffer(bytes: bytes))
    }

    /// Sends text, each line break as CR LF.
    public func send(lines text: String) async throws {
        try await send(Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8))
    }

    /// Everything received so far.
    public var received: [UInt8] { inbox.state.withLock { $0.bytes } }

    /// Whether the other side has closed.
    public var isClosed: Bool { inbox.state.withLock { $0.isClosed } }

    /// Waits until what came satisfies a condition.
    @discardableResult
    public func wait(until isEnough: ([UInt8]) -> Bool) async throws -> [UInt8] {
        try await poll { isEnough(self.received) }
        return received
    }

    /// Waits for the other side to close, and returns everything that came before.
    @discardableResult
    public func waitForClose() async throws -> [UInt8] {
        try await poll { self.isClosed }
        return received
    }

    /// Reads from now on, when it did not before.
    public func beginReading() {
        inbox.state.withLock { $0.reads = true }
        channel.read()
    }

    /// Closes from this side.
    public func close() async { try? await channel.close() }

    private func poll(_ isDone: () -> Bool) async throws {
        let end = ContinuousClock.now + Self.patience
        while !isDone() {
            guard ContinuousClock.now < end else {
                throw Failure.nothingCame(String(decoding: received.prefix(2000), as: UTF8.self))
            }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    private final class Inboxes: Sendable {
        let state: Mutex<Inbox>

        init(reads: Bool) { state = Mutex(Inbox(reads: reads)) }
    }

    private final class Collector: ChannelDuplexHandler, RemovableChannelHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let inbox: Inboxes
        private let handshake: AsyncStream<Bool>.Continuation
        private var isEstablished = false

        init(_ inbox: Inboxes, _ handshake: AsyncStream<Bool>.Continuation) {
            self.inbox = inbox
            self.handshake = handshake
        }

        func read(context: ChannelHandlerContext) {
            if inbox.state.withLock({ $0.reads }) || !isEstablished { context.read() }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            inbox.state.withLock { $0.bytes.append(contentsOf: bytes.readableBytesView) }
        }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case TLSUserEvent.handshakeCompleted = event else {
                return context.fireUserInboundEventTriggered(event)
            }
            isEstablished = true
            handshake.yield(true)
        }

        func channelInactive(context: ChannelHandlerContext) {
            inbox.state.withLock { $0.isClosed = true }
            handshake.yield(false)
            context.fireChannelInactive()
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            handshake.yield(false)
            context.close(promise: nil)
        }
    }
}

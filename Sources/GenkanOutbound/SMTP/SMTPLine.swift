import Genkan
import NIOCore
import NIOPosix

/// A connection to a mail server, from the side of a task: one thing is said and heard at a time.
struct SMTPLine: Sendable {
    private let channel: any Channel
    private let listener: NIOLoopBound<SMTPListener>
    private let overall: NIODeadline

    /// Connects, with TLS from the first byte where the server's settings say so.
    static func open(
        to server: MailServer, _ tls: MailTLS?, until overall: NIODeadline, _ hangUp: SMTPHangUp,
        on group: any EventLoopGroup
    ) async throws(MailError) -> SMTPLine {
        do {
            return try await ClientBootstrap(group: group)
                .connectTimeout(min(TimeAmount(server.patience.connection), overall - .now()))
                .connect(host: server.host, port: server.port) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        guard hangUp.follow(channel) else { throw MailError.cancelled }
                        let pipeline = channel.pipeline.syncOperations
                        if server.security == .tls {
                            guard let tls else { throw MailError.noTLS }
                            try pipeline.addHandler(tls.handler())
                        }
                        let listener = SMTPListener(staysHere: server.security == .none)
                        try pipeline.addHandler(listener)
                        return SMTPLine(
                            channel: channel,
                            listener: NIOLoopBound(listener, eventLoop: channel.eventLoop),
                            overall: overall)
                    }
                }
        } catch ChannelError.connectTimeout {
            throw .timedOut(.connection)
        } catch {
            throw .cannotConnect
        }
    }

    /// The server's greeting.
    func greeting(within patience: Duration) async throws(MailError) -> SMTPReply {
        try await listen(at: .greeting) { listener, answer in
            listener.hear(answer, until: deadline(patience))
        }
    }

    /// Says something and hears the reply.
    func say(
        _ bytes: [UInt8], at stage: MailStage, within patience: Duration
    ) async throws(MailError) -> SMTPReply {
        let command = channel.allocator.buffer(bytes: bytes)
        return try await listen(at: stage) { listener, answer in
            listener.say(command, answer, until: deadline(patience))
        }
    }

    /// Puts TLS under the connection and waits for the handshake.
    func secure(with tls: MailTLS, within patience: Duration) async throws(MailError) {
        try await listen(at: .handshake) { listener, answer in
            listener.secure(with: tls, answer, until: deadline(patience))
        }
    }

    /// Waits for the handshake of a connection that began with it.
    func handshake(within patience: Duration) async throws(MailError) {
        try await listen(at: .handshake) { listener, answer in
            listener.secured(answer, until: deadline(patience))
        }
    }

    /// Ends the connection.
    func close() {
        channel.eventLoop.execute { listener.value.end(.lost) }
    }

    private func deadline(_ patience: Duration) -> NIODeadline {
        min(.now() + TimeAmount(patience), overall)
    }

    private func listen<Heard: Sendable>(
        at stage: MailStage,
        _ ask: @escaping @Sendable (SMTPListener, SMTPListener.Answer<Heard>) -> Void
    ) async throws(MailError) -> Heard {
        let heard = await withCheckedContinuation { (answer: SMTPListener.Answer<Heard>) in
            channel.eventLoop.execute { ask(listener.value, answer) }
        }
        do throws(SMTPEnding) {
            return try heard.get()
        } catch {
            throw error.error(at: stage)
        }
    }
}

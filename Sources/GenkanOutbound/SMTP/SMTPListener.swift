import Genkan
import NIOCore
import NIOTLS

/// Hears what a connection brings: the replies that are owed, the end of the handshake, and its own
/// end. On the event loop only.
///
/// Nothing is pipelined, so a server owes one reply at a time, the greeting first. Whatever it sends
/// beyond that ends the connection: so would somebody in between slip replies in before TLS begins
/// (CVE-2011-0411 is the same from the other side).
final class SMTPListener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    typealias Answer<Heard: Sendable> = CheckedContinuation<Result<Heard, SMTPEnding>, Never>

    /// Sent down the pipeline when nobody wants the connection any more.
    struct HangUp: Sendable {}

    private let staysHere: Bool
    private var context: ChannelHandlerContext?
    private var reader = SMTPReplyReader()
    private var isOwed = true
    private var unheard: SMTPReply?
    private var isSecured = false
    private var ending: SMTPEnding?
    private var waitsForReply: Answer<SMTPReply>?
    private var waitsForHandshake: Answer<Void>?
    private var alarm: Scheduled<Void>?

    /// - Parameter staysHere: whether the connection is in clear, and therefore for this machine only,
    ///   whatever its name was resolved to.
    init(staysHere: Bool) { self.staysHere = staysHere }

    /// Answers with the reply that is owed. It may have come already, and be the last thing that did.
    func hear(_ answer: Answer<SMTPReply>, until deadline: NIODeadline) {
        if let unheard {
            self.unheard = nil
            return answer.resume(returning: .success(unheard))
        }
        if let ending { return answer.resume(returning: .failure(ending)) }
        waitsForReply = answer
        setAlarm(at: deadline)
    }

    /// Sends a command, to which a reply is owed, and answers with that.
    func say(_ command: ByteBuffer, _ answer: Answer<SMTPReply>, until deadline: NIODeadline) {
        guard ending == nil else { return hear(answer, until: deadline) }
        isOwed = true
        hear(answer, until: deadline)
        context?.writeAndFlush(wrapOutboundOut(command), promise: nil)
    }

    /// Puts TLS under the connection; answers when the handshake is done. Nothing in clear is left over:
    /// it would have ended the connection.
    func secure(with tls: MailTLS, _ answer: Answer<Void>, until deadline: NIODeadline) {
        do {
            let pipeline = context?.pipeline.syncOperations
            if ending == nil { try pipeline?.addHandler(tls.handler(), position: .first) }
        } catch {
            end(.noTLS)
        }
        secured(answer, until: deadline)
    }

    /// Answers when the handshake is done.
    func secured(_ answer: Answer<Void>, until deadline: NIODeadline) {
        if let ending { return answer.resume(returning: .failure(ending)) }
        if isSecured { return answer.resume(returning: .success(())) }
        waitsForHandshake = answer
        setAlarm(at: deadline)
    }

    /// Ends the connection; only the first reason counts.
    func end(_ reason: SMTPEnding) {
        guard ending == nil else { return }
        ending = reason
        alarm?.cancel()
        waitsForReply.take()?.resume(returning: .failure(reason))
        waitsForHandshake.take()?.resume(returning: .failure(reason))
        context?.close(promise: nil)
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.lost)
        self.context = nil
    }

    func channelActive(context: ChannelHandlerContext) {
        if staysHere, context.remoteAddress?.isLoopback != true { end(.noTLS) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        for byte in unwrapInboundIn(data).readableBytesView {
            guard isOwed, ending == nil else { return end(.broken) }
            do {
                if let reply = try reader.take(byte) { deliver(reply) }
            } catch {
                return end(.broken)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case TLSUserEvent.handshakeCompleted:
            isSecured = true
            alarm?.cancel()
            waitsForHandshake.take()?.resume(returning: .success(()))
        case is HangUp: end(.lost)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { end(SMTPEnding(error)) }

    func channelInactive(context: ChannelHandlerContext) { end(.lost) }

    private func deliver(_ reply: SMTPReply) {
        isOwed = false
        alarm?.cancel()
        guard let answer = waitsForReply.take() else { return unheard = reply }
        answer.resume(returning: .success(reply))
    }

    private func setAlarm(at deadline: NIODeadline) {
        alarm?.cancel()
        alarm = context?.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            self.end(.silent)
        }
    }
}

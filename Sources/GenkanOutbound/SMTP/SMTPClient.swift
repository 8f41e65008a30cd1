import Genkan
public import NIOCore
import NIOPosix

/// Hands mails to a mail server for delivery (SMTP submission, RFC 6409), one connection for each.
///
/// Strict: certificates and their names are always verified, nothing goes in clear but to this machine,
/// and a server that does not keep to the protocol is not reasoned with.
public struct SMTPClient: Sendable {
    private let name: String
    private let group: any EventLoopGroup

    /// - Parameters:
    ///   - name: how we introduce ourselves (EHLO), a domain as ``MailAddress/isDomain(_:)`` has it;
    ///     nil is returned for another.
    ///   - group: where the connections live; by default that of the process.
    public init?(name: String, group: (any EventLoopGroup)? = nil) {
        guard MailAddress.isDomain(name) else { return nil }
        self.name = name
        self.group = group ?? MultiThreadedEventLoopGroup.singleton
    }

    /// Sends a mail. When the task is cancelled, the connection is ended.
    ///
    /// - Throws: ``MailError/unknown`` when the server may or may not have taken the mail; after every
    ///   other error it has not.
    @discardableResult
    public func send(
        _ message: MailMessage, through server: MailServer
    ) async throws(MailError) -> MailReceipt {
        let hangUp = SMTPHangUp()
        let sent: Result<Void, MailError> = await withTaskCancellationHandler {
            do throws(MailError) {
                return .success(try await hand(message, to: server, hangUp))
            } catch {
                return .failure(hangUp.happened ? error.afterCancellation : error)
            }
        } onCancel: {
            hangUp.now()
        }
        try sent.get()
        return MailReceipt(messageID: message.id.text(for: message.sender))
    }

    private func hand(
        _ message: MailMessage, to server: MailServer, _ hangUp: SMTPHangUp
    ) async throws(MailError) {
        let overall = NIODeadline.now() + TimeAmount(server.patience.overall)
        let tls = server.security == .none ? nil : try await MailTLS(for: server)
        let line = try await SMTPLine.open(to: server, tls, until: overall, hangUp, on: group)
        let conversation = SMTPConversation(line: line, server: server, tls: tls, name: name)
        do throws(MailError) {
            try await conversation.begin()
            try await conversation.deliver(message)
        } catch {
            await conversation.end()
            throw error
        }
        await conversation.end()
    }
}

extension MailError {
    /// What we broke ourselves is no failure of the server.
    fileprivate var afterCancellation: MailError {
        switch self {
        case .cannotConnect, .connectionLost: .cancelled
        default: self
        }
    }
}

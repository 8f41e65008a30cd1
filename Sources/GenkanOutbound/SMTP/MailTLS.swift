import NIOCore
import NIOPosix
import NIOSSL

/// The TLS to one mail server: as to everybody outside, with the server's name or address.
struct MailTLS: Sendable {
    private let context: NIOSSLContext
    private let name: String?

    /// Reads the trusted issuers, away from the cooperative threads.
    init(for server: MailServer) async throws(MailError) {
        let configuration = OutboundTLS.configuration(server.issuers)
        name = server.certificateName
        do {
            context = try await NIOThreadPool.singleton.runIfActive {
                try NIOSSLContext(configuration: configuration)
            }
        } catch is CancellationError {
            throw .cancelled
        } catch {
            throw .certificateRefused
        }
    }

    /// What speaks TLS on one connection.
    func handler() throws -> NIOSSLClientHandler {
        // Without a name it is the peer's address that the certificate must have.
        try NIOSSLClientHandler(context: context, serverHostname: name)
    }
}

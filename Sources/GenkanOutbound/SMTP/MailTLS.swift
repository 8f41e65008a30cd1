import NIOCore
import NIOPosix
import NIOSSL

/// The TLS to one server: 1.2 and 1.3, forward-secret AEAD suites only, the certificate verified
/// against the trusted issuers and against the server's name or address.
struct MailTLS: Sendable {
    private let context: NIOSSLContext
    private let name: String?

    /// Reads the trusted issuers, away from the cooperative threads.
    init(for server: MailServer) async throws(MailError) {
        let configuration = Self.configuration(server.issuers)
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

    private static func configuration(_ issuers: MailServer.Issuers) -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.certificateVerification = .fullVerification
        tls.trustRoots =
            switch issuers {
            case .system: .default
            case .file(let path): .file(path)
            }
        tls.minimumTLSVersion = .tlsv12
        tls.cipherSuiteValues = suites
        tls.renegotiationSupport = .none
        tls.shutdownTimeout = .seconds(2)
        return tls
    }

    /// For TLS 1.2; those of 1.3 are all forward-secret AEADs.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]
}

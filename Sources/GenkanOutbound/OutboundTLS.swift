import NIOCore
import NIOSSL

/// Whose certificates count.
public enum TrustedIssuers: Hashable, Sendable {
    /// Those that the system trusts.
    case system
    /// Those in a PEM file, and no others.
    case file(String)
}

/// The TLS to everybody outside: 1.2 and 1.3, forward-secret AEAD suites only, the certificate verified
/// against the trusted issuers and against the name or address that was asked for.
enum OutboundTLS {
    static func configuration(_ issuers: TrustedIssuers) -> TLSConfiguration {
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

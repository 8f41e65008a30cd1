import NIOSSL

/// Why a connection ended before its time.
enum SMTPEnding: Error, Hashable, Sendable {
    /// It was closed or broke.
    case lost
    /// What came is not SMTP, or was not asked for.
    case broken
    /// Nothing came in time.
    case silent
    /// The certificate does not hold.
    case certificate
    /// No TLS could be agreed on.
    case noTLS

    /// Tells apart what the pipeline reports.
    init(_ error: any Error) {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError([.eofDuringHandshake])): self = .lost
        case NIOSSLError.handshakeFailed(.sslError(let stack)):
            // The library has no other name for it than BoringSSL's.
            let isCertificate = stack.contains {
                $0.description.contains("CERTIFICATE_VERIFY_FAILED")
            }
            self = isCertificate ? .certificate : .noTLS
        case NIOSSLError.handshakeFailed: self = .noTLS
        case NIOSSLError.noCertificateToValidate, NIOSSLError.unableToValidateCertificate,
            NIOSSLError.cannotFindPeerIP:
            self = .certificate
        case let error as NIOSSLExtraError
        where error == .failedToValidateHostname || error == .serverHostnameImpossibleToMatch:
            self = .certificate
        default: self = .lost
        }
    }

    /// The error for whoever sends.
    func error(at stage: MailStage) -> MailError {
        switch self {
        case .lost: .connectionLost(stage)
        case .broken: .protocolBroken(stage)
        case .silent: .timedOut(stage)
        case .certificate: .certificateRefused
        case .noTLS: .noTLS
        }
    }
}

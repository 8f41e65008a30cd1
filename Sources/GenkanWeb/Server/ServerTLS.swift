import NIOCore
import NIOSSL

/// The TLS of the public listener: 1.2 and 1.3, forward-secret AEAD suites only (ASVS 12.1).
enum ServerTLS {
    /// What is wrong with the certificate or its key. Says which file, never what is in it.
    enum Failure: Error, Hashable {
        case certificate(file: String)
        case privateKey(file: String)
        case mismatch
    }

    static func configuration(_ settings: ServerSettings) throws(Failure) -> TLSConfiguration {
        let chain: [NIOSSLCertificateSource]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(settings.certificateFile).map {
                .certificate($0)
            }
        } catch {
            throw .certificate(file: settings.certificateFile)
        }
        if chain.isEmpty { throw .certificate(file: settings.certificateFile) }
        let key: NIOSSLPrivateKey
        do {
            key = try NIOSSLPrivateKey(file: settings.privateKeyFile, format: .pem)
        } catch {
            throw .privateKey(file: settings.privateKeyFile)
        }
        var tls = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain, privateKey: .privateKey(key))
        tls.minimumTLSVersion = .tlsv12
        tls.cipherSuiteValues = suites
        tls.shutdownTimeout = .seconds(2)
        tls.renegotiationSupport = .none
        // The library compares the two here, and would otherwise do so when the server starts.
        do { _ = try NIOSSLContext(configuration: tls) } catch { throw .mismatch }
        return tls
    }

    /// For TLS 1.2; those of 1.3 are all forward-secret AEADs.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]
}

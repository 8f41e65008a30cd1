import Genkan
import GenkanWeb
import NIOSSL

/// Looks at the certificate: readable, and valid for a while yet.
struct CertificateExamination {
    /// A certificate that ends sooner is a finding.
    static let margin: Duration = .seconds(14 * 86_400)

    let settings: ServerSettings
    let now: Instant

    func findings() -> [Finding] {
        let subject = "certificate"
        let file = settings.certificateFile
        guard let leaf = try? NIOSSLCertificate.fromPEMFile(file).first else {
            return [
                .ill(
                    subject, "\(file) holds no certificate that can be read",
                    remedy: "set server.certificate, or `genkan certificate` for development")
            ]
        }
        guard (try? NIOSSLPrivateKey(file: settings.privateKeyFile, format: .pem)) != nil else {
            return [
                .ill(
                    subject, "\(settings.privateKeyFile) holds no private key that can be read",
                    remedy: "set server.private_key to the key of \(file)")
            ]
        }
        let end = Instant(seconds: Int64(leaf.notValidAfter))
        guard now.advanced(by: Self.margin) < end else {
            return [
                .ill(
                    subject, "\(file) ends on \(end)", remedy: "renew it, then restart the service")
            ]
        }
        return [.well(subject, "\(file), valid until \(end)")]
    }
}

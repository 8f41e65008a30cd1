import Genkan
import GenkanWeb
import NIOSSL

/// Looks at the certificate: readable, of its key, for the house's name, and valid for a while yet.
struct CertificateExamination {
    /// A certificate that ends sooner is a finding.
    static let margin: Duration = .seconds(14 * 86_400)

    let configuration: HouseConfiguration
    let now: Instant

    private static let subject = "certificate"
    private var settings: ServerSettings { configuration.server }

    func findings() -> [Finding] {
        let problems = configuration.serverFileProblems()
        guard problems.isEmpty else {
            return problems.map { problem in
                .ill("files", "\(problem.key) \(problem.what)", remedy: problem.remedy)
            }
        }
        guard let leaf = try? NIOSSLCertificate.fromPEMFile(settings.certificateFile).first else {
            return []
        }
        return [name(leaf), life(leaf)]
    }

    private func life(_ leaf: NIOSSLCertificate) -> Finding {
        let begin = Instant(seconds: Int64(leaf.notValidBefore))
        let end = Instant(seconds: Int64(leaf.notValidAfter))
        let file = settings.certificateFile
        if now < begin {
            return .ill(
                Self.subject, "\(file) is valid only from \(begin) on",
                remedy: "set the machine's clock, or wait")
        }
        guard now.advanced(by: Self.margin) < end else {
            return .ill(
                Self.subject, "\(file) ends on \(end)",
                remedy: "renew it, then restart the service")
        }
        return .well(Self.subject, "\(file), valid until \(end)")
    }

    private func name(_ leaf: NIOSSLCertificate) -> Finding {
        let host = settings.publicHost
        return CertificateNames(leaf).cover(host)
            ? .well(Self.subject, "it is for \(host)")
            : .ill(
                Self.subject, "\(settings.certificateFile) is not for \(host)",
                remedy: "get one for that name, or set server.public_url to the name it is for")
    }
}

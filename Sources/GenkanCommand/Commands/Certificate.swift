import ArgumentParser
import Foundation
import Genkan
import NIOSSL
import OpenSSL

/// `genkan certificate`: a certificate for a house under development.
struct Certificate: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a certificate for this machine, under a local authority.",
        discussion: """
            Writes three files: localhost.pem (the certificate) and localhost.key (its private key, \
            0600) for the configuration, and authority.pem, which a browser or curl is told to \
            trust. The authority's own key is thrown away, so nothing else can ever be signed by it. \
            For a house that the public reaches, get a certificate from a public authority instead.
            """)

    /// How long the certificate is valid, in days; browsers refuse more than 397.
    private static let days = 397

    @Option(help: "Where the files are written; made when it does not exist.")
    var directory = "certificates"

    @Option(help: "A further DNS name for the certificate; may be given more than once.")
    var name: [String] = []

    @Flag(help: "Replace the files that are there.")
    var replace = false

    @Flag(help: "Do nothing while the three are there and valid for two weeks; else renew them.")
    var ifNeeded = false

    func run() throws {
        let terminal = Terminal()
        do {
            try Hardening.apply()
            try make(terminal)
        } catch {
            throw Ending(error).told(on: terminal)
        }
    }

    private var files: [String] {
        ["localhost.pem", "localhost.key", "authority.pem"].map { "\(directory)/\($0)" }
    }

    private func make(_ terminal: Terminal) throws {
        let standing = files.filter(FileManager.default.fileExists)
        if ifNeeded, standing == files, isValid { return }
        guard replace || ifNeeded || standing.isEmpty else {
            throw Refusal(
                .usage, "\(standing.joined(separator: ", ")): exists; --replace to make it anew")
        }
        let made = try issue()
        try PrivateDirectory.make(directory)
        for file in standing {
            guard unsafe unlink(file) == 0 else { throw SystemError("unlink", path: file) }
        }
        let certificate = Array(made.certificatePEM.utf8), authority = Array(made.authorityPEM.utf8)
        try SecretFile.create(files[0], certificate.span, lineEnd: false)
        try made.privateKeyPEM.withBytes { try SecretFile.create(files[1], $0, lineEnd: false) }
        try SecretFile.create(files[2], authority.span, lineEnd: false)
        terminal.say("Made \(files.joined(separator: ", ")), valid for \(Self.days) days.")
    }

    private func issue() throws -> DevelopmentCertificate {
        do {
            return try DevelopmentCertificate.make(
                names: ["localhost"] + name, addresses: ["127.0.0.1", "::1"],
                notBefore: Clock.now().seconds, days: Self.days)
        } catch  where error.code == .invalidParameters {
            throw Refusal(.usage, "--name: write a DNS name in ASCII, such as forms.example.test")
        }
    }

    private var isValid: Bool {
        guard let leaf = try? NIOSSLCertificate.fromPEMFile(files[0]).first else { return false }
        let end = Instant(seconds: Int64(leaf.notValidAfter))
        return Clock.now().advanced(by: CertificateExamination.margin) < end
    }
}

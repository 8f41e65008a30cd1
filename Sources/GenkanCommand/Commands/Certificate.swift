import ArgumentParser
import Foundation
import Genkan
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

    func run() throws {
        try Hardening.apply()
        let files = ["localhost.pem", "localhost.key", "authority.pem"].map { "\(directory)/\($0)" }
        let standing = files.filter(FileManager.default.fileExists)
        guard replace || standing.isEmpty else {
            throw Refusal(
                .usage, "\(standing.joined(separator: ", ")): exists; --replace to make it anew")
        }
        let made = try DevelopmentCertificate.make(
            names: ["localhost"] + name, addresses: ["127.0.0.1", "::1"],
            notBefore: Clock.now().seconds, days: Self.days)
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: true)
        for file in standing { try FileManager.default.removeItem(atPath: file) }
        let (certificate, authority) = (
            Array(made.certificatePEM.utf8), Array(made.authorityPEM.utf8)
        )
        try SecretFile.create(files[0], certificate.span, lineEnd: false)
        try made.privateKeyPEM.withBytes { try SecretFile.create(files[1], $0, lineEnd: false) }
        try SecretFile.create(files[2], authority.span, lineEnd: false)
        Terminal().say("Made \(files.joined(separator: ", ")), valid for \(Self.days) days.")
    }
}

import Foundation
public import NIOSSL
import OpenSSL

/// A certificate for `forms.example.test`, `localhost` and the loopback addresses, under an authority that
/// only the tests trust: nothing in them connects unverified.
public struct TestCertificate: Sendable {
    /// The PEM file with the leaf.
    public let certificateFile: String
    /// The PEM file with its key.
    public let privateKeyFile: String
    /// The authority, in PEM.
    public let authorityPEM: String
    private let directory: TemporaryDirectory

    /// The name of the house in tests. Not a loopback name, so that HSTS is seen.
    public static let host = "forms.example.test"

    /// Makes authority and leaf, and writes the files.
    public init() throws {
        let made = try DevelopmentCertificate.make(
            names: [Self.host, "localhost"], addresses: ["127.0.0.1", "::1"],
            notBefore: Int64(Date.now.timeIntervalSince1970) - 3600, days: 2)
        directory = try TemporaryDirectory()
        authorityPEM = made.authorityPEM
        certificateFile = try directory.write(made.certificatePEM, to: "certificate.pem")
        let key = made.privateKeyPEM.withBytes { span in
            var bytes: [UInt8] = []
            for index in span.indices { bytes.append(span[index]) }
            return String(decoding: bytes, as: UTF8.self)
        }
        privateKeyFile = try directory.write(key, to: "key.pem")
    }

    /// A client that trusts the authority of this certificate and no other.
    public func client() throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        let authority = try NIOSSLCertificate.fromPEMBytes(Array(authorityPEM.utf8))
        tls.trustRoots = .certificates(authority)
        return tls
    }
}

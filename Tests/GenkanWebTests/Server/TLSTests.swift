import GenkanTesting
import GenkanWeb
import NIOSSL
import Testing

/// TLS 1.2 and 1.3 with forward secrecy, nothing else, and nothing in clear (ASVS 12.1, 12.2).
@Suite struct TLSTests {
    private func isAccepted(_ adjust: @Sendable (inout TLSConfiguration) -> Void) async throws
        -> Bool
    {
        try await TestServer.run { server in
            var tls = server.client
            adjust(&tls)
            guard let connection = try? await RawConnection.open(server.port, tls: tls) else {
                return false
            }
            await connection.close()
            return true
        }
    }

    @Test(arguments: [TLSVersion.tlsv12, .tlsv13])
    func `TLS 1.2 and 1.3 are spoken`(_ version: TLSVersion) async throws {
        #expect(
            try await isAccepted {
                $0.minimumTLSVersion = version
                $0.maximumTLSVersion = version
            })
    }

    @Test(arguments: [TLSVersion.tlsv1, .tlsv11])
    func `older versions are refused`(_ version: TLSVersion) async throws {
        #expect(
            try await !isAccepted {
                $0.minimumTLSVersion = version
                $0.maximumTLSVersion = version
            })
    }

    @Test(arguments: [
        NIOTLSCipher.TLS_RSA_WITH_AES_128_GCM_SHA256, .TLS_RSA_WITH_AES_256_CBC_SHA,
        .TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, .TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    ])
    func `suites without forward secrecy or without an AEAD are refused`(_ suite: NIOTLSCipher)
        async throws
    {
        #expect(
            try await !isAccepted {
                $0.maximumTLSVersion = .tlsv12
                $0.cipherSuiteValues = [suite]
            })
    }

    @Test func `a client that trusts other authorities does not connect`() async throws {
        #expect(try await !isAccepted { $0.trustRoots = .default })
    }

    @Test func `a request in clear gets no answer in clear`() async throws {
        try await TestServer.run { server in
            let client = try await RawConnection.open(server.port, tls: nil)
            try await client.send(lines: "GET / HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            let bytes = try await client.waitForClose()
            #expect(!String(decoding: bytes, as: UTF8.self).contains("HTTP"))
        }
    }

    @Test func `a missing certificate or key stops the start and is named`() async throws {
        let certificate = try TestCertificate()
        for (file, key) in [
            ("/nowhere/certificate.pem", certificate.privateKeyFile),
            (certificate.certificateFile, "/nowhere/key.pem"),
            (certificate.privateKeyFile, certificate.privateKeyFile),
        ] {
            let settings = ServerSettings(certificateFile: file, privateKeyFile: key)
            let problem = #expect(throws: (any Error).self) {
                try WebServer(settings, pages: try Pages(), logger: LogRecorder().logger) { _ in }
            }
            let named = file == certificate.certificateFile ? key : file
            #expect(problem.map { "\($0)" }?.contains(named) == true)
        }
    }
}

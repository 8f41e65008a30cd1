import GenkanTesting
import GenkanWeb
import Testing

@Suite struct ServerFilesTests {
    private func settings(
        _ certificate: TestCertificate, key: String? = nil, directory: String? = nil
    ) -> ServerSettings {
        ServerSettings(
            certificateFile: certificate.certificateFile,
            privateKeyFile: key ?? certificate.privateKeyFile, publicDirectory: directory)
    }

    @Test func `a certificate with its own key is well`() throws {
        let certificate = try TestCertificate()
        #expect(ServerFiles.faults(of: settings(certificate)) == [])
    }

    @Test func `a key of another certificate is named`() throws {
        let certificate = try TestCertificate(), other = try TestCertificate()
        let settings = settings(certificate, key: other.privateKeyFile)
        #expect(ServerFiles.faults(of: settings) == [.mismatch])
    }

    @Test func `everything that is missing is named at once`() throws {
        let empty = try TemporaryDirectory()
        let settings = ServerSettings(
            certificateFile: "nowhere.pem", privateKeyFile: "nowhere.key",
            publicDirectory: empty.path)
        #expect(
            ServerFiles.faults(of: settings, sample: empty.path) == [
                .certificate(file: "nowhere.pem"), .publicFile(name: "genkan.css"),
                .sampleWebsite(directory: empty.path),
            ])
    }

    @Test func `a file that holds no key is named`() throws {
        let certificate = try TestCertificate()
        let settings = settings(certificate, key: certificate.certificateFile)
        #expect(
            ServerFiles.faults(of: settings)
                == [.privateKey(file: certificate.certificateFile)])
    }
}

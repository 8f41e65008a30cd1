import Foundation
import Genkan
import GenkanTesting
import Testing

@testable import GenkanCommand

@Suite struct MailFilesTests {
    @Test func `the password's file is its owner's alone, and there`() throws {
        let directory = try TemporaryDirectory()
        let password = try directory.write("secret\n", to: "password")
        let text = """
            mail:
              host: mail.example.jp
              user: anna
              from: forms@example.jp
              password_file: \(password)
              certificate_authority: \(directory.path)/nothing.pem
            """
        func keys() throws -> [String] {
            let file = try directory.write(text, to: "genkan.yaml")
            let configuration = try ConfigurationReader(file: file, environment: [:])
                .read(withForms: false)
            return configuration.mailFileProblems().map { "\($0.key) \($0.what)" }
        }
        let nothing = "\(directory.path)/nothing.pem"
        let issuers =
            "mail.certificate_authority names no certificate that can be read (\(nothing))"
        let shared = "mail.password_file is not a secret of its owner (\(password))"
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: password)
        #expect(try keys() == [shared, issuers])
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: password)
        #expect(try keys() == [issuers])
        #expect(try SecretFile.password(password) == Array("secret".utf8))
        try FileManager.default.removeItem(atPath: password)
        #expect(
            try keys()
                == ["mail.password_file names no file that can be read (\(password))", issuers])
    }
}

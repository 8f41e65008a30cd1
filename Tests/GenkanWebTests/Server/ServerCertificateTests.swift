import Foundation
import GenkanTesting
import NIOSSL
import Testing

@testable import GenkanWeb

/// The certificate is replaced while the server runs.
@Suite struct ServerCertificateTests {
    /// The two files of a house, and what they are to become.
    private struct Files {
        let directory: TemporaryDirectory
        let settings: ServerSettings

        init(_ certificate: TestCertificate) throws {
            directory = try TemporaryDirectory()
            settings = ServerSettings(
                certificateFile: directory.path + "/chain.pem",
                privateKeyFile: directory.path + "/key.pem")
            try put(certificate.certificateFile, at: settings.certificateFile)
            try put(certificate.privateKeyFile, at: settings.privateKeyFile)
        }

        func put(_ file: String, at path: String) throws {
            try Data(contentsOf: URL(filePath: file)).write(
                to: URL(filePath: path), options: .atomic)
        }

        func put(_ certificate: TestCertificate) throws {
            try put(certificate.certificateFile, at: settings.certificateFile)
            try put(certificate.privateKeyFile, at: settings.privateKeyFile)
        }
    }

    @Test func `what stays as it is is not read again`() throws {
        let files = try Files(TestCertificate())
        let certificate = try ServerCertificate(files.settings)
        let before = ObjectIdentifier(certificate.context)
        for _ in 0..<3 { #expect(certificate.look() == .nothing) }
        #expect(ObjectIdentifier(certificate.context) == before)
    }

    @Test func `another pair is taken once it has stayed, and told once`() throws {
        let files = try Files(TestCertificate())
        let certificate = try ServerCertificate(files.settings)
        let before = ObjectIdentifier(certificate.context)
        let next = try TestCertificate()
        try files.put(next)
        #expect(certificate.look() == .nothing && ObjectIdentifier(certificate.context) == before)
        let end = try #require(try NIOSSLCertificate.fromPEMFile(next.certificateFile).first)
        #expect(certificate.look() == .renewed(until: Int64(end.notValidAfter)))
        #expect(ObjectIdentifier(certificate.context) != before)
        #expect(certificate.look() == .nothing)
    }

    @Test func `half of another pair is not taken, and the whole then is`() throws {
        let files = try Files(TestCertificate())
        let certificate = try ServerCertificate(files.settings)
        let before = ObjectIdentifier(certificate.context)
        let next = try TestCertificate()
        try files.put(next.certificateFile, at: files.settings.certificateFile)
        #expect(certificate.look() == .nothing)
        #expect(certificate.look() == .refused(.mismatch))
        #expect(certificate.look() == .nothing)
        #expect(ObjectIdentifier(certificate.context) == before)
        try files.put(next.privateKeyFile, at: files.settings.privateKeyFile)
        #expect(certificate.look() == .nothing)
        let taken = certificate.look()
        guard case .renewed = taken else {
            Issue.record("\(taken)")
            return
        }
    }

    @Test(arguments: [true, false])
    func `a file that is gone or none is told, and the one before stays`(isGone: Bool) throws {
        let files = try Files(TestCertificate())
        let certificate = try ServerCertificate(files.settings)
        let before = ObjectIdentifier(certificate.context)
        let file = files.settings.privateKeyFile
        if isGone {
            try FileManager.default.removeItem(atPath: file)
        } else {
            try Data("no key".utf8).write(to: URL(filePath: file), options: .atomic)
        }
        #expect(certificate.look() == .nothing)
        #expect(certificate.look() == .refused(.privateKey(file: file)))
        #expect(certificate.look() == .nothing)
        #expect(ObjectIdentifier(certificate.context) == before)
    }

    @Test func `what could not be used is tried again, though nothing tells it apart`() throws {
        let files = try Files(TestCertificate())
        let certificate = try ServerCertificate(files.settings)
        let next = try TestCertificate(), file = files.settings.privateKeyFile
        let key = try Data(contentsOf: URL(filePath: next.privateKeyFile))
        try files.put(next.certificateFile, at: files.settings.certificateFile)
        try Data(repeating: 0x78, count: key.count).write(
            to: URL(filePath: file), options: .atomic)
        func age() throws {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: file)
        }
        try age()
        #expect(certificate.look() == .nothing)
        #expect(certificate.look() == .refused(.privateKey(file: file)))
        // As after a change of its mode: number, size and time are the same.
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        try handle.write(contentsOf: key)
        try handle.close()
        try age()
        let taken = certificate.look()
        guard case .renewed = taken else {
            Issue.record("\(taken)")
            return
        }
    }

    @Test func `a link that leads elsewhere is another file`() throws {
        let files = try Files(TestCertificate())
        let next = try TestCertificate()
        let links = try TemporaryDirectory()
        let settings = ServerSettings(
            certificateFile: links.path + "/chain.pem", privateKeyFile: links.path + "/key.pem")
        func link(_ certificate: String, _ key: String) throws {
            for (path, target) in [
                (settings.certificateFile, certificate), (settings.privateKeyFile, key),
            ] {
                try? FileManager.default.removeItem(atPath: path)
                try FileManager.default.createSymbolicLink(
                    atPath: path, withDestinationPath: target)
            }
        }
        try link(files.settings.certificateFile, files.settings.privateKeyFile)
        let certificate = try ServerCertificate(settings)
        try link(next.certificateFile, next.privateKeyFile)
        _ = certificate.look()
        #expect(certificate.look() != .nothing)
    }
}

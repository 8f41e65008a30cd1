import Foundation
import GenkanTesting
import OpenSSL
import Testing

@testable import GenkanCommand

@Suite struct SecretFileTests {
    @Test func `a file is made whole, for its owner alone, and nothing beside it`() throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/code"
        let secret = Array("a secret".utf8)
        try SecretFile.create(path, secret.span)
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
        #expect(FileManager.default.contents(atPath: path) == Data("a secret\n".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["code"])
    }

    @Test func `what stands there is never replaced`() throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("older", to: "code")
        let error = #expect(throws: SystemError.self) {
            let secret = Array("a secret".utf8)
            try SecretFile.create(path, secret.span)
        }
        #expect(error?.number == EEXIST)
        #expect(FileManager.default.contents(atPath: path) == Data("older".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["code"])
    }

    @Test func `what a killed process with the same number left is no hindrance`() throws {
        let directory = try TemporaryDirectory()
        try directory.write("a whole secret of before", to: "code.\(getpid()).new")
        let secret = Array("a secret".utf8)
        try SecretFile.create(directory.path + "/code", secret.span)
        #expect(
            FileManager.default.contents(atPath: directory.path + "/code")
                == Data("a secret\n".utf8))
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["code"])
    }

    @Test func `behind a link, the mode of the file counts`() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("a secret\n", to: "secret")
        let link = directory.path + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let count = try SecretFile.readLine(link).count
        #expect(count == 8)
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        #expect(throws: Refusal.self) { _ = try SecretFile.readLine(link) }
    }

    @Test func `a directory is made with those above it`() throws {
        let directory = try TemporaryDirectory()
        try PrivateDirectory.make(directory.path + "/a/b/c")
        try PrivateDirectory.make(directory.path + "/a/b/c")
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.path + "/a/b")
        #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o700)
    }

    @Test func `where a file stands no directory is made`() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("", to: "file")
        for path in [file, file + "/a", file + "/a/b"] {
            let error = #expect(throws: SystemError.self) { try PrivateDirectory.make(path) }
            #expect(error?.number == ENOTDIR)
        }
    }
}

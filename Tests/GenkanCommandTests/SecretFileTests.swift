import Foundation
import GenkanTesting
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

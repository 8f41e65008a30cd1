import Foundation
import Testing

@testable import GenkanStorage

@Suite struct FileTests {
    @Test func `every file is its owner's alone`() async throws {
        let house = try await StorageHouse.founded()
        let files = [
            "genkan.sqlite", "genkan.sqlite-wal", "sessions.sqlite", "house.state", "genkan.lock",
            "run/session.secret",
        ]
        for file in files {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: house.directory + "/" + file)
            #expect(attributes[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test func `a log is cut to nothing by a checkpoint, and no row with it`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form))
        let writer = try house.storage.writer
        #expect(try await writer.checkpoint())
        #expect(writer.logSize == 0)
        #expect(try await house.opened(form, as: house.signIn()).count == 1)
    }

    @Test func `a log that has grown is cut without waiting for the clock`() async throws {
        let house = try StorageHouse()
        let writer = try house.storage.writer
        try await writer.write { try $0.run("CREATE TABLE ballast (bytes BLOB)") }
        let ballast = [UInt8](repeating: 7, count: Writer.largestLog)
        try await writer.write { try $0.run("INSERT INTO ballast (bytes) VALUES (\(ballast))") }
        // The next one runs after the checkpoint: one queue, in the order asked.
        try await writer.write { try $0.number("SELECT 1") }
        #expect(writer.logSize < Writer.largestLog)
    }

    @Test func `room without a bound is room enough`() {
        #expect(PrivateFile.bytes(in: 3, of: 4096) == 12_288)
        #expect(PrivateFile.bytes(in: .max, of: 4096) == .max)
    }

    @Test func `a private file is replaced as a whole and read within its limit`() throws {
        let path = NSTemporaryDirectory() + "genkan-file-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(try PrivateFile.read(path, limit: 8) == nil)
        try PrivateFile.replace(path, with: [1, 2, 3])
        try PrivateFile.replace(path, with: [4, 5])
        #expect(try PrivateFile.read(path, limit: 2) == [4, 5])
        #expect(throws: StorageError(.corrupted, "")) { try PrivateFile.read(path, limit: 1) }
    }
}

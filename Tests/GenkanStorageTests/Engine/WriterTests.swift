import Foundation
import Testing

@testable import GenkanStorage

@Suite struct WriterTests {
    @Test func `who writes after the end is told so, and nothing crashes`() async throws {
        let path = NSTemporaryDirectory() + "genkan-writer-\(UUID().uuidString).sqlite"
        defer {
            for ending in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: path + ending)
            }
        }
        let writer = try Writer(path: path)
        try await writer.write { try $0.run("CREATE TABLE words (word TEXT NOT NULL) STRICT") }
        try writer.close()
        for _ in 0..<3 {
            await #expect(throws: (any Error).self) {
                try await writer.write { try $0.run("INSERT INTO words VALUES ('late')") }
            }
        }
    }
}

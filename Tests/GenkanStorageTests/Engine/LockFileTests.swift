import Foundation
import Testing

@testable import GenkanStorage

@Suite struct LockFileTests {
    @Test func `the second who comes is told who is inside`() throws {
        let house = try StorageHouse()
        let error = #expect(throws: StorageError.self) { try house.open() }
        #expect(error?.code == .locked)
        #expect(error?.detail.contains("a test, process \(getpid())") == true)
    }

    @Test func `a closed house can be opened again`() async throws {
        let house = try StorageHouse()
        try await house.restart()
        #expect(try await house.storage.isReady())
    }
}

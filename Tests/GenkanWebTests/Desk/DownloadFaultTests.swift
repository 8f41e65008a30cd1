import Genkan
import GenkanTesting
import Synchronization
import Testing

@testable import GenkanStorage
@testable import GenkanWeb

@Suite struct DownloadFaultTests {
    @Test func `a download that cannot be written down is a page that says so, and no broken file`()
        async throws
    {
        try await DeskHouse.run { house in
            try await house.send(["name": "Vera"])
            let browser = try await house.annasBrowser()
            house.storage.writer.beforeCommit.withLock {
                $0 = { throw StorageError(.unavailable, "the disk is full") }
            }
            let answer = try await browser.get("/desk/forms/contact/export.csv")
            house.storage.writer.beforeCommit.withLock { $0 = nil }
            #expect(answer.status == 503)
            #expect(answer["content-type"]?.hasPrefix("text/html") == true)
            #expect(answer["content-disposition"] == nil)
            #expect(answer["retry-after"] != nil)
            #expect(!answer.body.contains("Vera"))
        }
    }

    @Test func `who asks for the head of a download begins none`() async throws {
        try await DeskHouse.run { house in
            let browser = try await house.annasBrowser()
            let head = try await browser.head("/desk/forms/contact/export.csv")
            #expect(head.status == 200)
            #expect(head["content-disposition"]?.hasPrefix("attachment") == true)
            let kinds = try await house.storage.audit.newest(10).map(\.kind)
            #expect(!kinds.contains(.exportBegun))
        }
    }
}

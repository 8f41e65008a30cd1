import Testing

@testable import Genkan
@testable import GenkanStorage

/// A page of an export is bounded by what it holds.
@Suite struct ExportPagesTests {
    /// How many rows each page has when pages end at so many bytes.
    private func pages(of bytes: Int) async throws -> [Int] {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<5 {
            try await house.send(
                Contact.arrival(form, message: String(repeating: "長", count: 1_000 + number)))
            house.clock.advance(by: .seconds(1))
        }
        var pages = try await house.exportPages(form, as: house.signIn())
        var counts: [Int] = []
        while let page = try await pages.next(rows: 100, bytes: bytes) {
            #expect(page.refused.isEmpty)
            counts.append(page.items.count)
        }
        return counts
    }

    @Test func `a page ends with the row that reaches the bound, and every row comes once`()
        async throws
    {
        #expect(try await pages(of: 1 << 20) == [5])
        // Some 3,700 bytes a row: answers and titles, sealed and padded.
        #expect(try await pages(of: 5_000) == [2, 2, 1])
        #expect(try await pages(of: 1) == [1, 1, 1, 1, 1])
    }
}

extension StorageHouse {
    /// The pages that an export of now reads.
    fileprivate func exportPages(
        _ form: RegisteredForm, as session: LiveSession
    ) async throws -> ExportPages {
        let storage = try storage
        return try await ExportPages(
            form: form.id, session: session, until: clock.now, readers: storage.board.readers,
            roster: storage.board.roster)
    }
}

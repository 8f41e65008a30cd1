import Sealing
import Synchronization
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Commits that fail as a disk fails: whatever was acknowledged opens, always.
@Suite struct FailingCommitTests {
    private final class Failures: Sendable {
        let left: Mutex<Int>
        init(_ count: Int) { left = Mutex(count) }

        func strike() throws {
            let strikes = left.withLock { count in
                count -= 1
                return count >= 0
            }
            if strikes { throw StorageError(.unavailable, "disk input or output error") }
        }
    }

    private func house(failing count: Int) async throws -> (StorageHouse, RegisteredForm) {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let failures = Failures(count)
        try house.storage.writer.beforeCommit.withLock { $0 = { try failures.strike() } }
        return (house, form)
    }

    /// 1 fails where the data key's form key is read, 2 the data key's own row, 3 the first batch.
    @Test(arguments: [1, 2, 3, 4])
    func `everything acknowledged after the first commits failed opens`(count: Int) async throws {
        let (house, form) = try await house(failing: count)
        var receipts: [Receipt] = []
        var refused = 0
        for number in 0..<8 {
            let arrival = try Contact.arrival(form, message: "message \(number)")
            do {
                receipts.append(
                    try await house.storage.submissions.accept(arrival, now: house.clock.now)
                        .receipt)
            } catch let error as AcceptError {
                #expect(error == .unavailable)
                refused += 1
            }
        }
        #expect(refused >= 1)
        let rows = try await house.opened(form, as: house.signIn())
        #expect(Set(rows.map(\.0)) == Set(receipts.map(\.code)))
        #expect(rows.count == 8 - refused)
    }

    @Test func `a failing commit among many leaves no half and no double`() async throws {
        let (house, form) = try await house(failing: 0)
        let first = try await house.send(Contact.arrival(form, message: "before"))
        let failures = Failures(2)
        try house.storage.writer.beforeCommit.withLock { $0 = { try failures.strike() } }
        let receipts = await withTaskGroup { tasks in
            for number in 0..<200 {
                tasks.addTask { () -> ReceiptCode? in
                    try? await house.send(Contact.arrival(form, message: "message \(number)")).code
                }
            }
            return await tasks.reduce(into: Set([first.code])) { set, code in
                if let code { set.insert(code) }
            }
        }
        #expect(receipts.count < 200)
        let rows = try await house.opened(form, as: house.signIn())
        #expect(Set(rows.map(\.0)) == receipts)
        #expect(rows.count == receipts.count)
        let events = try await house.storage.audit.newest(1_000)
        #expect(events.count { $0.kind == .submissionStored } == receipts.count)
        #expect(try await house.storage.audit.verify() == .intact(count: events.count))
    }

    @Test func `a data key whose row went is not used any more`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        try await house.send(Contact.arrival(form, message: "first"))
        try await house.storage.writer.write { connection in
            try connection.run("DELETE FROM changes")
            try connection.run("UPDATE data_keys SET signature = zeroblob(64)")
        }
        let second = try await house.send(Contact.arrival(form, message: "second"))
        try await house.close()
        let path = house.directory + "/genkan.sqlite"
        #expect(try Shell.number("SELECT count(*) FROM data_keys", in: path) == 2)
        #expect(
            try Shell.number(
                """
                SELECT count(*) FROM submissions JOIN data_keys ON data_keys.id = data_key
                WHERE receipt = \(second.code.number) AND data_keys.signature <> zeroblob(64)
                """, in: path) == 1)
    }

    @Test func `a token and a key whose commit failed are good for another attempt`() async throws {
        let (house, form) = try await house(failing: 0)
        try await house.send(Contact.arrival(form, message: "the data key is made"))
        let failures = Failures(1)
        try house.storage.writer.beforeCommit.withLock { $0 = { try failures.strike() } }
        let arrival = try Contact.arrival(
            form, key: "b3f0d7c2a4e94f6c8d1e5a7b9c0d2e4f",
            mark: CaptchaMark(bytes: [UInt8](repeating: 1, count: 16)))
        await #expect(throws: AcceptError.unavailable) {
            try await house.storage.submissions.accept(arrival, now: house.clock.now)
        }
        let receipt = try await house.send(arrival)
        let again = try await house.storage.submissions.accept(arrival, now: house.clock.now)
        #expect(again == .repeated(receipt))
        #expect(try await house.opened(form, as: house.signIn()).count == 2)
    }
}

import OpenSSL
import Testing

@testable import Genkan
@testable import GenkanStorage

@Suite struct AuditTests {
    private func house() async throws -> StorageHouse {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        for number in 0..<5 { try await house.send(Contact.arrival(form, message: "\(number)")) }
        return house
    }

    @Test func `the chain of everything that was done is whole`() async throws {
        let house = try await house()
        // Set up, form added, two grants, five submissions.
        #expect(try await house.storage.audit.verify() == .intact(count: 9))
        try await house.restart()
        #expect(try await house.storage.audit.verify() == .intact(count: 9))
    }

    @Test func `a chain of more than a page is walked to its end`() async throws {
        let house = try await StorageHouse.founded()
        let now = house.clock.now
        try await house.storage.writer.write { connection in
            let mint = Mint { try SecureRandom.bytes($0) }
            for _ in 0..<1_000 {
                let event = AuditEvent(
                    id: try mint.id(at: now), at: now, kind: .serveStarted, actor: .house)
                try AuditTrail.append([event], to: connection)
            }
        }
        #expect(try await house.storage.audit.verify() == .intact(count: 1_001))
    }

    @Test(arguments: [
        "UPDATE audit SET at = at + 1 WHERE sequence = 4",
        "UPDATE audit SET kind = 'signed-in' WHERE sequence = 4",
        "UPDATE audit SET kind = 'nothing-known' WHERE sequence = 4",
        "UPDATE audit SET actor_kind = 1 WHERE sequence = 4",
        "UPDATE audit SET form = zeroblob(16) WHERE sequence = 4",
        "UPDATE audit SET details = x'00' WHERE sequence = 4",
        "UPDATE audit SET hash = zeroblob(32) WHERE sequence = 4",
        "UPDATE audit SET previous = zeroblob(32) WHERE sequence = 4",
        "DELETE FROM audit WHERE sequence = 4",
        "UPDATE audit SET sequence = 40 WHERE sequence = 4",
    ])
    func `a row that was changed, moved or taken out is found`(sql: String) async throws {
        let house = try await house()
        try await house.tamper(sql)
        #expect(try await house.storage.audit.verify() == .broken(sequence: 4))
    }

    @Test func `a number beyond all others is refused and ends nothing`() async throws {
        let house = try await house()
        try await house.tamper(
            "UPDATE audit SET sequence = 9223372036854775807 WHERE sequence = 9")
        await #expect(throws: StorageError(.corrupted, "")) {
            try await house.storage.audit.record(.serveStarted, by: .house, now: house.clock.now)
        }
        #expect(try await house.storage.audit.verify() == .broken(sequence: 9))
    }

    @Test func `an event is read back as it was recorded`() async throws {
        let house = try await StorageHouse.founded()
        let form = try await house.contact()
        let audit = try house.storage.audit
        try await audit.record(
            .exportEnded, by: .command, form: form.id,
            details: [.number(.rows, 7), .word(.outcome, "cut")], now: house.clock.now)
        let event = try #require(try await audit.newest(1).first)
        #expect(event.kind == .exportEnded)
        #expect(event.actor == .command)
        #expect(event.form == form.id)
        #expect(Set(event.details) == [.number(.rows, 7), .word(.outcome, "cut")])
    }
}

import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// The receipt of what is stored, and how it stands to it later.
@Suite struct ReceiptStandingTests {
    @Test func `a receipt names the envelope that is on the disk`() async throws {
        let world = try await GrantHouse()
        let receipt = try await world.house.send(Contact.arrival(world.form))
        let stored = try await world.house.storage.staff.readers.read { connection in
            try connection.all("SELECT answers FROM submissions") { try $0[0] as [UInt8] }
        }
        #expect(try receipt.digest == Envelope.digest(of: #require(stored.first)))
        #expect(receipt.received.seconds == world.house.clock.now.seconds)
        #expect(try await world.house.storage.submissions.standing(of: receipt) == .same)
    }

    @Test func `a retry gets the receipt of then, with a key and without`() async throws {
        let world = try await GrantHouse()
        for key in [nil, "0123456789abcdefghijklmnopqrstuv"] {
            let arrival = try Contact.arrival(
                world.form, name: key ?? "Vera", key: key, sender: [1])
            let first = try await world.house.send(arrival)
            world.house.clock.advance(by: .seconds(30))
            let again = try await world.house.storage.submissions.accept(
                arrival, now: world.house.clock.now)
            #expect(again == .repeated(first))
        }
    }

    @Test func `what was changed or deleted since is seen`() async throws {
        let world = try await GrantHouse()
        let changed = try await world.house.send(Contact.arrival(world.form))
        try await world.house.tamper("UPDATE submissions SET answers = substr(answers, 2)")
        #expect(try await world.house.storage.submissions.standing(of: changed) == .changed)
        let other = try await world.house.send(Contact.arrival(world.form, name: "Viktor"))
        #expect(try await world.house.storage.submissions.standing(of: other) == .same)
        let elsewhen = try #require(
            Receipt(
                code: other.code, received: other.received.advanced(by: .milliseconds(1)),
                digest: other.digest))
        #expect(try await world.house.storage.submissions.standing(of: elsewhen) == .gone)
        try await world.house.tamper("DELETE FROM clear_answers")
        try await world.house.tamper("DELETE FROM submissions")
        #expect(try await world.house.storage.submissions.standing(of: other) == .gone)
    }
}

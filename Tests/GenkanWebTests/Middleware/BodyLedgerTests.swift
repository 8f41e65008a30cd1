import Testing

@testable import GenkanWeb

@Suite struct BodyLedgerTests {
    private func address(_ text: String) throws -> ClientAddress {
        try #require(ClientAddress(text))
    }

    @Test func `a subscriber's share is smaller than the house's`() throws {
        let ledger = BodyLedger(house: 100, subscriber: 60)
        let (vera, viktor) = (try address("192.0.2.1"), try address("192.0.2.2"))
        #expect(ledger.take(60, for: vera) && !ledger.take(1, for: vera))
        #expect(!ledger.take(41, for: viktor) && ledger.take(40, for: viktor))
        #expect(!ledger.take(1, for: nil))
        ledger.giveBack(10, for: vera)
        #expect(ledger.take(10, for: nil))
    }

    @Test func `who has given everything back is forgotten`() throws {
        let ledger = BodyLedger(house: 100, subscriber: 60)
        let vera = try address("192.0.2.1")
        for _ in 0..<3 { #expect(ledger.take(20, for: vera)) }
        ledger.giveBack(60, for: vera)
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `what was refused was not counted`() throws {
        let ledger = BodyLedger(house: 100, subscriber: 60)
        #expect(!ledger.take(61, for: try address("192.0.2.1")))
        #expect(ledger.held.bytes == 0)
    }
}

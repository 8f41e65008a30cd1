import Genkan
import Testing

@testable import GenkanWeb

@Suite struct LedgerTests {
    private func address(_ text: String) throws -> ClientAddress {
        try #require(ClientAddress(text))
    }

    @Test func `a subscriber's share is smaller than the house's`() throws {
        let free = Ledger.free
        let ledger = Ledger(house: 100, subscriber: free + 60)
        let (vera, viktor) = (try address("192.0.2.1"), try address("192.0.2.2"))
        #expect(ledger.take(free + 60, for: vera) && !ledger.take(1, for: vera))
        // More than half is taken: of what is left each gets little.
        #expect(!ledger.take(free + 2, for: viktor) && ledger.take(free + 1, for: viktor))
        #expect(ledger.take(39, for: nil) && !ledger.take(1, for: nil))
        ledger.giveBack(10, for: vera)
        #expect(ledger.take(10, for: nil))
    }

    @Test func `who is exempt has no share of their own, and what is free for everybody`() throws {
        let ledger = Ledger(house: 100, subscriber: Ledger.free + 10)
        let office = try address("192.0.2.9")
        #expect(!ledger.take(Ledger.free + 50, for: office))
        #expect(ledger.take(Ledger.free + 50, for: office, isCapped: false))
        #expect(!ledger.take(51, for: office, isCapped: false))
        ledger.giveBack(Ledger.free + 50, for: office)
        #expect(ledger.take(100, for: nil))
        #expect(ledger.take(Ledger.free, for: office, isCapped: false))
    }

    @Test func `a full house still has room for somebody's ordinary body`() throws {
        let ledger = Ledger(house: 100, subscriber: Ledger.free + 60)
        #expect(ledger.take(100, for: nil))
        let vera = try address("192.0.2.1")
        #expect(ledger.take(Ledger.free, for: vera) && !ledger.take(1, for: vera))
        #expect(ledger.held.bytes == 100 && ledger.held.subscribers == 1)
        ledger.giveBack(Ledger.free, for: vera)
        ledger.giveBack(100, for: nil)
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `what a request has dropped is room for others`() throws {
        let ledger = Ledger(house: 100, subscriber: 100, free: 0), vera = try address("192.0.2.1")
        let holding = LedgerHolding(ledger, for: vera)
        #expect(holding.take(60))
        holding.settle(at: 70)
        #expect(holding.count == 60 && ledger.held.bytes == 60)
        holding.settle(at: 10)
        #expect(holding.count == 10 && ledger.held.bytes == 10)
        holding.end()
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `pieces given back in any order cost nothing in the end`() throws {
        let ledger = Ledger(house: 100_000, subscriber: 100_000)
        let vera = try address("192.0.2.1")
        for count in [10_000, 20_000, 5] { #expect(ledger.take(count, for: vera)) }
        for count in [20_000, 5, 10_000] { ledger.giveBack(count, for: vera) }
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `who has given everything back is forgotten`() throws {
        let ledger = Ledger(house: 100, subscriber: 60)
        let vera = try address("192.0.2.1")
        for _ in 0..<3 { #expect(ledger.take(20, for: vera)) }
        ledger.giveBack(60, for: vera)
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `what is owed is never refused, and keeps others out until it is given back`()
        throws
    {
        let ledger = Ledger(house: 100, subscriber: 60)
        let vera = try address("192.0.2.1")
        ledger.owe(Ledger.free + 200, for: vera)
        #expect(ledger.held.bytes == 200)
        #expect(!ledger.take(1, for: vera) && !ledger.take(1, for: nil))
        ledger.giveBack(Ledger.free + 200, for: vera)
        #expect(ledger.held.bytes == 0 && ledger.held.subscribers == 0)
    }

    @Test func `what was refused was not counted`() throws {
        let ledger = Ledger(house: 100, subscriber: 60)
        #expect(!ledger.take(61, for: try address("192.0.2.1")))
        #expect(ledger.held.bytes == 0)
    }
}

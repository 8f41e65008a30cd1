import Testing

@testable import GenkanWeb

@Suite struct SpentProofsTests {
    private func mark(_ number: Int) -> [UInt8] { [UInt8(number >> 8), UInt8(number & 0xFF)] }

    @Test func `a mark is used once for as long as its challenge lives`() {
        let spent = SpentProofs(life: 300)
        #expect(spent.spend(mark(1), now: 1_000))
        for later in [1_000, 1_150, 1_299, 1_300] as [Int64] {
            #expect(!spent.spend(mark(1), now: later))
        }
        #expect(spent.spend(mark(2), now: 1_301))
        #expect(!spent.spend(mark(1), now: 1_301))
        #expect(!spent.spend(mark(2), now: 1_600))
    }

    @Test func `when there is no room nothing is taken, and nothing is forgotten`() {
        let spent = SpentProofs(life: 300, capacity: 10)
        for number in 0..<10 { #expect(spent.spend(mark(number), now: 1_000)) }
        #expect(!spent.spend(mark(10), now: 1_100))
        for number in 0..<10 { #expect(!spent.spend(mark(number), now: 1_299)) }
        #expect(spent.spend(mark(10), now: 1_301))
    }

    @Test func `a clock that is set back forgets nothing within a life`() {
        let spent = SpentProofs(life: 300)
        #expect(spent.spend(mark(1), now: 5_000))
        #expect(spent.spend(mark(2), now: 4_000))
        #expect(!spent.spend(mark(1), now: 4_001))
        #expect(!spent.spend(mark(2), now: 4_001))
    }

    @Test func `a clock that jitters about a turn forgets nothing`() {
        let spent = SpentProofs(life: 300)
        #expect(spent.spend(mark(0), now: 1_000))
        #expect(spent.spend(mark(1), now: 1_299))
        #expect(spent.spend(mark(2), now: 1_301))
        #expect(spent.spend(mark(3), now: 1_300))
        for number in 1...3 { #expect(!spent.spend(mark(number), now: 1_302)) }
    }
}

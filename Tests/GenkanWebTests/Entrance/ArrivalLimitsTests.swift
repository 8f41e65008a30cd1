import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

@Suite struct ArrivalLimitsTests {
    private let start = ContinuousClock.now
    private let contact = FormID(high: 1, low: 1), jobs = FormID(high: 2, low: 2)

    private func address(_ number: Int) throws -> ClientAddress {
        try #require(ClientAddress("192.0.\(number / 256).\(number % 256)"))
    }

    private func limits(form: Double, house: Double = 1_000) -> ArrivalLimits {
        var rates = ArrivalLimits.Rates()
        rates.form = RequestRate(burst: form, perSecond: 1)
        rates.house = RequestRate(burst: house, perSecond: 1)
        rates.share = RequestRate(burst: 2, perSecond: 0.1)
        return ArrivalLimits(rates)
    }

    @Test func `one sender takes a quarter of a form's rate, and everybody else still gets in`()
        throws
    {
        let limits = limits(form: 40)
        let loud = try address(1)
        let passed = (0..<100).count { _ in limits.allow(loud, to: contact, at: start) == nil }
        #expect(passed == 10)
        for number in 2..<400 {
            #expect(try limits.allow(address(number), to: contact, at: start) == nil)
        }
        #expect(limits.allow(loud, to: contact, at: start) == .seconds(10))
    }

    @Test
    func
        `while there is room, an office may send as it likes, and what is not stored costs nothing`()
        throws
    {
        let limits = limits(form: 400)
        let office = try address(1)
        let taken = try (0..<100).map { _ in try limits.take(office, to: contact, at: start) }
        #expect(limits.allow(office, to: contact, at: start) != nil)
        for one in taken.prefix(50) { limits.giveBack(one) }
        #expect(limits.allow(office, to: contact, at: start) == nil)
        // Four seconds later one more may come.
        #expect(limits.allow(office, to: contact, at: start + .seconds(4)) == nil)
    }

    @Test func `the whole house has its rate, too`() throws {
        let limits = limits(form: 1_000, house: 5)
        let loud = try address(1)
        let passed = (0..<50).count { number in
            limits.allow(loud, to: FormID(high: 3, low: UInt64(number)), at: start) == nil
        }
        #expect(passed == 5)
        #expect(try limits.allow(address(2), to: contact, at: start) == nil)
    }

    @Test func `bytes of files have a rate of their own, and text goes on above it`() throws {
        var rates = ArrivalLimits.Rates()
        rates.fileBytes = RequestRate(burst: 1_000, perSecond: 10)
        let limits = ArrivalLimits(rates)
        let (loud, other) = (try address(1), try address(2))
        let first = try limits.take(loud, to: contact, fileBytes: 900, at: start)
        #expect(throws: ArrivalLimits.Refused.tooManyFileBytes(.seconds(20))) {
            try limits.take(loud, to: contact, fileBytes: 300, at: start)
        }
        #expect(limits.allow(loud, to: contact, fileBytes: 100, at: start) == nil)
        #expect(limits.allow(loud, to: contact, at: start) == nil)
        #expect(limits.allow(other, to: contact, fileBytes: 1_000, at: start) == nil)
        limits.giveBack(first)
        #expect(limits.allow(loud, to: contact, fileBytes: 900, at: start) == nil)
        // More than there ever is takes all there is.
        let later = start + .seconds(100)
        #expect(limits.allow(other, to: contact, fileBytes: 5_000, at: later) == nil)
        #expect(limits.allow(other, to: contact, fileBytes: 1, at: later) != nil)
        #expect(limits.allow(nil, to: contact, fileBytes: 5_000, at: later) == nil)
    }

    @Test func `what form and house refuse costs no bytes`() throws {
        var rates = ArrivalLimits.Rates()
        rates.form = RequestRate(burst: 1, perSecond: 1)
        rates.share = RequestRate(burst: 1, perSecond: 0.1)
        rates.fileBytes = RequestRate(burst: 1_000, perSecond: 10)
        let limits = ArrivalLimits(rates)
        let vera = try address(1)
        #expect(limits.allow(vera, to: contact, fileBytes: 100, at: start) == nil)
        #expect(limits.allow(vera, to: contact, fileBytes: 900, at: start) == .seconds(10))
        #expect(
            limits.allow(vera, to: jobs, fileBytes: 900, at: start + .seconds(10)) == nil)
    }

    @Test func `what was not taken is not given back`() throws {
        let limits = limits(form: 1)
        let (vera, viktor) = (try address(1), try address(2))
        #expect(limits.allow(vera, to: contact, at: start) == nil)
        // The form is full: this one comes by its share, and another retry of it refills nothing but that.
        for _ in 0..<10 { limits.giveBack(try limits.take(viktor, to: contact, at: start)) }
        #expect(limits.allow(viktor, to: contact, at: start) == nil)
        #expect(limits.allow(viktor, to: contact, at: start) == nil)
        #expect(limits.allow(viktor, to: contact, at: start) != nil)
    }

    @Test func `a share comes back in time, and who has no address is nobody's share`() throws {
        let limits = limits(form: 1)
        let vera = try address(1)
        #expect(limits.allow(vera, to: contact, at: start) == nil)
        #expect(limits.allow(vera, to: contact, at: start) == nil)
        #expect(limits.allow(vera, to: contact, at: start) == .seconds(10))
        #expect(limits.allow(nil, to: contact, at: start) == nil)
    }

    @Test func `above the rates a sender is told to wait, with what was typed`() async throws {
        var rates = ArrivalLimits.Rates()
        rates.form = RequestRate(burst: 1, perSecond: 0.001)
        rates.share = RequestRate(burst: 2, perSecond: 0.001)
        try await EntranceHouse.run(arrivals: ArrivalLimits(rates)) {
            (house: EntranceHouse) async throws -> Void in
            func send(_ name: String) async throws -> Exchange {
                try await house.post([("name", name), ("email", "vera@example.test")])
            }
            #expect(try await send("Vera").status == 303)
            #expect(try await send("Vera 2").status == 303)
            let page = try await send("Vera 3")
            #expect(page.status == 429 && page.body.contains("value=\"Vera 3\""))
            #expect(page["retry-after"].flatMap { Int($0) }.map { $0 > 1 } == true)
        }
    }
}

extension ArrivalLimits {
    /// How long until it may come in; nil when it has.
    fileprivate func allow(
        _ address: ClientAddress?, to form: FormID, fileBytes: Int = 0,
        at now: ContinuousClock.Instant
    ) -> Duration? {
        do throws(Refused) {
            _ = try take(address, to: form, fileBytes: fileBytes, at: now)
            return nil
        } catch {
            switch error {
            case .tooMany(let wait), .tooManyFileBytes(let wait): return wait
            }
        }
    }
}

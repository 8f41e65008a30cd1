import OpenSSL
import Testing

@testable import Sealing

@Suite struct PasskeyTicketTests {
    private let runtime: RuntimeSecret
    private let bound = [UInt8](repeating: 7, count: 32)
    private let now = World.now
    private let ticket: PasskeyTicket

    init() throws {
        runtime = try RuntimeSecret()
        ticket = try PasskeyTicket.create(
            for: .secondFactor, bound: bound, runtime: runtime, now: now)
    }

    private func read(
        _ text: String? = nil, for purpose: PasskeyTicket.Purpose = .secondFactor,
        bound: [UInt8]?? = nil, runtime: RuntimeSecret? = nil, after seconds: Int64 = 0
    ) throws -> PasskeyTicket? {
        try PasskeyTicket.read(
            text ?? ticket.text, for: purpose, bound: bound ?? self.bound,
            runtime: runtime ?? self.runtime, now: now + seconds * 1_000_000)
    }

    @Test func `a ticket comes back as it was made`() throws {
        #expect(try read() == ticket)
        #expect(ticket.challenge.count == 32 && ticket.text.utf8.count == 96)
        let another = try PasskeyTicket.create(
            for: .secondFactor, bound: bound, runtime: runtime, now: now)
        #expect(another.challenge != ticket.challenge)
    }

    @Test func `it is good for one purpose`() throws {
        for purpose in PasskeyTicket.Purpose.allCases where purpose != .secondFactor {
            #expect(try read(for: purpose) == nil)
        }
    }

    @Test func `it is good for one session, and after no reboot`() throws {
        #expect(try read(bound: .some(nil)) == nil)
        #expect(try read(bound: [UInt8](repeating: 8, count: 32)) == nil)
        #expect(try read(runtime: RuntimeSecret()) == nil)
        let free = try PasskeyTicket.create(for: .signIn, bound: nil, runtime: runtime, now: now)
        #expect(try read(free.text, for: .signIn, bound: .some(nil)) == free)
        #expect(try read(free.text, for: .signIn) == nil)
    }

    @Test(arguments: [(-1, false), (0, true), (299, true), (300, false), (86_400, false)])
    func `it is good for five minutes`(seconds: Int64, isGood: Bool) throws {
        #expect(try (read(after: seconds) != nil) == isGood)
    }

    @Test func `nothing of it can be changed`() throws {
        let bytes = try #require(Base64URL.decode(ticket.text))
        for changed in Tampering.flippedBits(bytes) + Tampering.truncated(bytes)
            + Tampering.extended(bytes)
        {
            #expect(try read(Base64URL.encode(changed.span)) == nil)
        }
        #expect(try read("") == nil)
        #expect(try read(ticket.text + "=") == nil)
    }
}

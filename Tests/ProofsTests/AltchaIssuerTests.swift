import OpenSSL
import Testing

@testable import Proofs

struct AltchaIssuerTests {
    @Test func `a challenge that was worked on is accepted, with its own mark`() throws {
        let issuer = try issuer(.cheap)
        let first = try issuer.challenge(form: contact, now: noon)
        let second = try issuer.challenge(form: contact, now: noon)
        #expect(first.expires == noon + 600)
        #expect(first.json != second.json)
        var marks: Set<[UInt8]> = []
        for challenge in [first, second] {
            let payload = try #require(try AltchaSolver.solve(challenge: challenge.json))
            guard
                case .accepted(let mark, let expires) = issuer.verify(
                    payload: payload, form: contact, now: noon + 599)
            else {
                Issue.record("refused")
                return
            }
            #expect(mark.count == 16)
            #expect(expires == challenge.expires)
            marks.insert(mark)
        }
        #expect(marks.count == 2)
    }

    @Test func `the real policy is solved within its range`() throws {
        let issuer = try issuer()
        let challenge = try issuer.challenge(form: contact, now: noon)
        let payload = try #require(try AltchaSolver.solve(challenge: challenge.json, limit: 4000))
        let counter = try AltchaSolution(payload: payload).counter
        #expect((2000...4000).contains(counter))
        let verdict = issuer.verify(payload: payload, form: contact, now: noon)
        guard case .accepted = verdict else {
            Issue.record("\(verdict)")
            return
        }
    }

    @Test func `a payload made without work is accepted like any other`() throws {
        let issuer = try issuer()
        let payload = try issuer.payloadWithoutWork(form: contact, now: noon)
        #expect(payload.utf8.count < AltchaSolution.longestPayload)
        guard case .accepted = issuer.verify(payload: payload, form: contact, now: noon) else {
            Issue.record("refused")
            return
        }
    }

    @Test func `the counter of a challenge lies anywhere in its range`() throws {
        let issuer = try issuer(AltchaPolicy(cost: 1, counters: 3...5, lifetime: 600))
        let counters = try (0..<200).map { _ in
            try AltchaSolution(payload: issuer.payloadWithoutWork(form: contact, now: noon)).counter
        }
        #expect(Set(counters) == [3, 4, 5])
    }
}

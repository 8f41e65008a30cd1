import OpenSSL
import Testing

@testable import Proofs

struct AltchaIssuerTests {
    /// A whole exchange as text, written by node's own cryptography: secrets
    /// `genkan-example-signing-secret-32b!` and `genkan-example-key-secret-32-byte!`.
    static let example =
        #"{"challenge":{"parameters":{"algorithm":"PBKDF2/SHA-256","cost":200,"#
        + #""data":{"form":"01890a5d-ac96-774b-bcce-b302099a8057"},"expiresAt":4102444800,"#
        + #""keyLength":32,"keyPrefix":"1a3d74c3dd04c64b9e4bc72d7e13f4a0","#
        + #""keySignature":"39e8191467d1a05dda3c0dccf97df100518099e5392e4928060a38a06ff79ddd","#
        + #""nonce":"000102030405060708090a0b0c0d0e0f","salt":"101112131415161718191a1b1c1d1e1f"},"#
        + #""signature":"5f026879735bb6b227a4b616c1df3e2931856d13d9bb7ae5977472203974fb1d"},"#
        + #""solution":{"counter":2345,"#
        + #""derivedKey":"1a3d74c3dd04c64b9e4bc72d7e13f4a033e582bd19e59d93771f6ec1d5deb81d","#
        + #""time":812.4}}"#

    private func exampleIssuer() throws -> AltchaIssuer {
        try issuer(
            signing: "genkan-example-signing-secret-32b!", key: "genkan-example-key-secret-32-byte!"
        )
    }

    private func verdict(_ json: String) throws -> AltchaVerdict {
        try exampleIssuer().verify(
            payload: Base64.standard.text(utf8(json)), form: contact, now: noon)
    }

    @Test func `what another implementation signed and solved is accepted`() throws {
        #expect(
            try verdict(Self.example) == .accepted(mark: Array(0...15), expires: 4_102_444_800))
    }

    @Test func `spaces, another order of names and an escaped slash change nothing`() throws {
        let spaced = Self.example.replacing(
            first: #""cost":200,"#, with: "\n \"cost\" :\t200 ,\r\n")
        let escaped = Self.example.replacing(first: "PBKDF2/SHA", with: #"PBKDF2\/SHA"#)
        let reordered = Self.example.replacing(first: #""cost":200,"#, with: "")
            .replacing(first: #""keyLength":32,"#, with: #""keyLength":32,"cost":200,"#)
        let untimed = Self.example.replacing(first: #","time":812.4"#, with: "")
        for json in [spaced, escaped, reordered, untimed] {
            #expect(
                try verdict(json) == .accepted(mark: Array(0...15), expires: 4_102_444_800))
        }
    }

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

    @Test func `it is good until its last second and for its own form`() throws {
        let issuer = try issuer()
        let payload = try issuer.payloadWithoutWork(form: contact, now: noon)
        func refusal(_ form: String, _ now: Int64) -> AltchaVerdict {
            issuer.verify(payload: payload, form: form, now: now)
        }
        #expect(refusal(contact, noon + issuer.lifetime) == .refused(.expired))
        #expect(refusal(contact, .max) == .refused(.expired))
        #expect(refusal(newsletter, noon) == .refused(.foreignForm))
        #expect(refusal("", noon) == .refused(.foreignForm))
        guard case .accepted = refusal(contact, noon + issuer.lifetime - 1) else {
            Issue.record("refused in its last second")
            return
        }
    }

    @Test func `another house's challenge is forged`() throws {
        let payload = try issuer(signing: "another house").payloadWithoutWork(
            form: contact, now: noon)
        #expect(
            try issuer().verify(payload: payload, form: contact, now: noon) == .refused(.forged))
    }

    @Test func `another house's derived key is a wrong solution`() throws {
        let payload = try issuer(key: "another house").payloadWithoutWork(form: contact, now: noon)
        #expect(
            try issuer().verify(payload: payload, form: contact, now: noon)
                == .refused(.wrongSolution))
    }

    @Test func `a solution to one challenge does not solve another`() throws {
        let issuer = try issuer()
        let one = try AltchaSolution(payload: issuer.payloadWithoutWork(form: contact, now: noon))
        let payload = try issuer.payloadWithoutWork(form: contact, now: noon)
        let two = try AltchaSolution(payload: payload)
        let mixed = edited(payload) { json in
            json.replacing(first: Hex.text(two.derivedKey), with: Hex.text(one.derivedKey))
        }
        #expect(
            issuer.verify(payload: mixed, form: contact, now: noon) == .refused(.wrongSolution))
    }

    @Test(arguments: ["", "Contact", "a b", "ä", #"a"b"#, String(repeating: "a", count: 65)])
    func `a form id that JSON would have to escape is refused`(form: String) throws {
        #expect(throws: ProofError.malformedForm) {
            try issuer().challenge(form: form, now: noon)
        }
    }

    @Test(arguments: [-1, .max, 253_402_300_799] as [Int64])
    func `a time that cannot be written is refused`(now: Int64) throws {
        #expect(throws: ProofError.malformedTime) {
            try issuer().challenge(form: contact, now: now)
        }
    }

    @Test func `there is no issuer without two real secrets`() throws {
        #expect(throws: ProofError.weakSecret) {
            try AltchaKeys(
                signing: SecretBytes(copying: []), key: SecretBytes.random(count: 32))
        }
        #expect(throws: ProofError.weakSecret) {
            try AltchaKeys(
                signing: SecretBytes.random(count: 32), key: SecretBytes.random(count: 31))
        }
        #expect(throws: ProofError.weakSecret) {
            let secret = try SecretBytes.random(count: 32)
            return try AltchaKeys(signing: secret.duplicate(), key: secret.duplicate())
        }
    }
}

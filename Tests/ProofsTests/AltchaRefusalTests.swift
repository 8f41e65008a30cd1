import OpenSSL
import Testing

@testable import Proofs

struct AltchaRefusalTests {
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

    @Test func `only what is right in all else is called expired`() throws {
        let late = try noon + issuer().lifetime
        let payload = try issuer().payloadWithoutWork(form: contact, now: noon)
        #expect(
            try issuer().verify(payload: payload, form: newsletter, now: late)
                == .refused(.foreignForm))
        let unsolved = try issuer(key: "another house").payloadWithoutWork(form: contact, now: noon)
        #expect(
            try issuer().verify(payload: unsolved, form: contact, now: late)
                == .refused(.wrongSolution))
        let forged = try issuer(signing: "another house").payloadWithoutWork(
            form: contact, now: noon)
        #expect(
            try issuer().verify(payload: forged, form: contact, now: late) == .refused(.forged))
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
}

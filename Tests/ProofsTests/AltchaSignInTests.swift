import OpenSSL
import Testing

@testable import Proofs

/// Challenges of the sign-in beside those of forms, under the same secrets.
@Suite struct AltchaSignInTests {
    @Test func `a form's solution is worth nothing at the sign-in, nor the other way round`() throws
    {
        let forms = try issuer()
        let door = forms.forSignIn
        let fromForm = try forms.payloadWithoutWork(form: contact, now: noon)
        let fromDoor = try door.payloadWithoutWork(form: "sign-in", now: noon)
        guard case .accepted = door.verify(payload: fromDoor, form: "sign-in", now: noon) else {
            Issue.record("the sign-in refuses its own")
            return
        }
        let refused = AltchaVerdict.refused(.foreignForm)
        #expect(door.verify(payload: fromForm, form: "sign-in", now: noon) == refused)
        #expect(forms.verify(payload: fromDoor, form: contact, now: noon) == refused)
    }

    @Test func `it lives five minutes`() throws {
        let door = try issuer().forSignIn
        #expect(door.lifetime == 300)
        let payload = try door.payloadWithoutWork(form: "sign-in", now: noon)
        let refused = AltchaVerdict.refused(.expired)
        #expect(door.verify(payload: payload, form: "sign-in", now: noon + 299) != refused)
        #expect(door.verify(payload: payload, form: "sign-in", now: noon + 300) == refused)
    }
}

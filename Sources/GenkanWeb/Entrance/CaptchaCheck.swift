import Genkan
import GenkanStorage
import Proofs

/// Decides what the CAPTCHA of one submission comes to. It is asked last, once, when everything else
/// about the submission is right, because a token is good for one submission only.
struct CaptchaCheck {
    let issuer: AltchaIssuer

    /// - Parameters:
    ///   - raw: the whole body; the token and the honeypot are read from it.
    ///   - form: the form it was posted to; a token for another is refused.
    ///   - now: seconds since 1970.
    func verdict(on raw: RawSubmission, for form: RegisteredForm, now: Int64) -> CaptchaVerdict {
        let proof = proof(in: raw, for: form, now: now)
        // A robot that fills in everything is told nothing: it gets a receipt, the staff decides.
        guard case .refused = proof else {
            return Self.honeypotIsFilled(raw) ? .held(.honeypot) : proof
        }
        return proof
    }

    private func proof(
        in raw: RawSubmission, for form: RegisteredForm, now: Int64
    ) -> CaptchaVerdict {
        guard form.form.captcha == .altcha else { return .accepted(nil) }
        guard let token = raw.values(ReservedNames.altcha).first(where: { !$0.isEmpty }) else {
            return Self.verdict(withoutToken: form.form.withoutToken)
        }
        switch issuer.verify(payload: token, form: form.idText, now: now) {
        case .accepted(let mark, let expires):
            // A token that outlives the memory of its mark could be used again.
            guard let mark = CaptchaMark(bytes: mark),
                .seconds(expires - now) <= CaptchaMark.lifetime
            else { return .refused(.invalid) }
            return .accepted(mark)
        case .refused(.expired): return .refused(.expired)
        case .refused(.foreignForm): return .refused(.foreign)
        case .refused: return .refused(.invalid)
        }
    }

    private static func verdict(withoutToken choice: WithoutToken) -> CaptchaVerdict {
        switch choice {
        case .hold: .held(.withoutToken)
        case .accept: .accepted(nil)
        case .refuse: .refused(.missing)
        }
    }

    private static func honeypotIsFilled(_ raw: RawSubmission) -> Bool {
        raw.values(ReservedNames.honeypot).contains { value in
            value.unicodeScalars.contains { !$0.properties.isWhitespace }
        }
    }
}

extension CaptchaVerdict {
    /// Whether nothing proves that a person sent it, so that the stricter limit counts.
    func isUnproven(for form: Form) -> Bool {
        switch self {
        case .held: true
        case .accepted(let mark): mark == nil && form.captcha != .none
        case .refused: false
        }
    }
}

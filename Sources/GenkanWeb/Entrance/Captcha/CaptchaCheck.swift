import Genkan
import GenkanStorage
import Logging
import Proofs

/// Decides what the CAPTCHA of one submission comes to. It is asked last, once, when everything else
/// about the submission is right, because a token is good for one submission only.
struct CaptchaCheck {
    let issuer: AltchaIssuer
    let providers: CaptchaProviders

    /// Who sent what is checked, for a provider that is asked.
    struct Sender {
        let address: ClientAddress?
        let logger: Logger
    }

    /// - Parameters:
    ///   - raw: the whole body; the token and the honeypot are read from it.
    ///   - form: the form it was posted to; a token for another is refused.
    ///   - now: seconds since 1970.
    func verdict(
        on raw: RawSubmission, for form: RegisteredForm, from sender: Sender, now: Int64
    ) async -> CaptchaVerdict {
        let proof = await proof(in: raw, for: form, from: sender, now: now)
        // A robot that fills in everything is told nothing: it gets a receipt, the staff decides.
        guard case .refused = proof else {
            return Self.honeypotIsFilled(raw) ? .held(.honeypot) : proof
        }
        return proof
    }

    /// The first token that is not empty; nil where the form asks for none, or none came.
    static func token(in raw: RawSubmission, for form: Form) -> String? {
        let field = form.captcha.provider?.tokenField ?? ReservedNames.altcha
        return raw.values(field).first { !$0.isEmpty }
    }

    private func proof(
        in raw: RawSubmission, for form: RegisteredForm, from sender: Sender, now: Int64
    ) async -> CaptchaVerdict {
        guard form.form.captcha != .none else { return .accepted(nil) }
        guard let token = Self.token(in: raw, for: form.form) else {
            return Self.verdict(withoutToken: form.form.withoutToken)
        }
        guard let provider = form.form.captcha.provider else {
            return altcha(token, for: form, now: now)
        }
        return await providers.verdict(
            on: token, for: form, by: provider, from: sender.address, now: now, sender.logger)
    }

    private func altcha(
        _ token: String, for form: RegisteredForm, now: Int64
    ) -> CaptchaVerdict {
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
    /// Where files took so long to come that a good token ran out under way, nobody can say: otherwise a slow line
    /// would never bring them in.
    func afterBody(isSlow: Bool, at captcha: CaptchaChoice) -> CaptchaVerdict {
        guard isSlow, case .refused(let refusal) = self, refusal.mayComeOfAge(at: captcha) else {
            return self
        }
        return .held(.unverified)
    }

    /// Whether nothing proves that a person sent it, so that the stricter limit counts.
    func isUnproven(for form: Form) -> Bool {
        switch self {
        case .held: true
        case .accepted(let mark): mark == nil && form.captcha != .none
        case .refused: false
        }
    }
}

extension CaptchaRefusal {
    /// Whether a token that was good once may be refused like this later. Turnstile says of an expired one
    /// what it says of a forged one.
    func mayComeOfAge(at captcha: CaptchaChoice) -> Bool {
        switch self {
        case .expired, .replayed: true
        case .invalid: captcha.provider != nil
        case .missing, .foreign, .elsewhere: false
        }
    }
}

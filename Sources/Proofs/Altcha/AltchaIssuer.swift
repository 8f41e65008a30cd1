import OpenSSL

/// Hands out proof-of-work challenges and checks their solutions: ALTCHA version 2, deterministic
/// mode with a key signature, PBKDF2 with SHA-256.
///
/// A challenge costs the server one derivation, a check two HMACs. Nothing is remembered here: who
/// accepts a solution remembers its mark (see ``AltchaVerdict``).
public struct AltchaIssuer: Sendable {
    private let keys: AltchaKeys
    private let policy: AltchaPolicy

    /// An issuer under the house's two secrets.
    public init(keys: AltchaKeys) { self.init(keys: keys, policy: .standard) }

    init(keys: AltchaKeys, policy: AltchaPolicy) {
        self.keys = keys
        self.policy = policy
    }

    /// The same secrets for the sign-in, where a challenge lives five minutes.
    public var forSignIn: AltchaIssuer { AltchaIssuer(keys: keys, policy: .signIn) }

    /// How long a challenge is good for, in seconds.
    public var lifetime: Int64 { policy.lifetime }

    /// A new challenge for one form.
    ///
    /// - Parameters:
    ///   - form: the form's id, 1 to 64 characters of `a-z`, `0-9` and `-`.
    ///   - now: seconds since 1970 UTC.
    public func challenge(form: String, now: Int64) throws(ProofError) -> AltchaChallenge {
        try make(form: form, now: now).challenge
    }

    /// A payload that this issuer accepts, made without the work because the answer is known: for
    /// measuring the whole way. It costs as much as a challenge.
    public func payloadWithoutWork(form: String, now: Int64) throws(ProofError) -> String {
        let made = try make(form: form, now: now)
        return AltchaSolution.payload(
            challenge: made.challenge.json, counter: made.counter, derivedKey: made.derivedKey,
            milliseconds: 0)
    }

    /// Checks what a visitor's browser sent in the field `altcha`.
    ///
    /// The signature is checked before anything else is believed. Cost at most two HMACs, whatever
    /// is sent.
    public func verify(payload: String, form: String, now: Int64) -> AltchaVerdict {
        do {
            let solution = try AltchaSolution(payload: payload)
            try check(solution, form: form, now: now)
            return .accepted(
                mark: solution.parameters.nonce, expires: solution.parameters.expiresAt)
        } catch { return .refused(error) }
    }

    private func check(
        _ solution: AltchaSolution, form: String, now: Int64
    ) throws(AltchaRefusal) {
        let parameters = solution.parameters
        guard try checking({ () throws(ProofError) in try solution.isSigned(by: keys.signing) })
        else { throw .forged }
        guard parameters.cost == policy.cost else { throw .outdated }
        guard parameters.form == form else { throw .foreignForm }
        guard try checking({ () throws(ProofError) in try solution.isSolved(by: keys.key) })
        else { throw .wrongSolution }
        // Last, so that "expired" says that nothing else is wrong.
        guard now < parameters.expiresAt else { throw .expired }
    }

    private func checking(
        _ body: () throws(ProofError) -> Bool
    ) throws(AltchaRefusal) -> Bool {
        do { return try body() } catch { throw .uncheckable }
    }

    private func make(
        form: String, now: Int64
    ) throws(ProofError) -> (challenge: AltchaChallenge, counter: UInt32, derivedKey: [UInt8]) {
        guard AltchaParameters.isForm(form) else { throw .malformedForm }
        guard (0...253_402_300_799 - policy.lifetime).contains(now) else { throw .malformedTime }
        let random = try ProofError.wrapping { () throws(OpenSSLError) in
            try SecureRandom.bytes(2 * AltchaPolicy.nonceCount + 8)
        }
        let nonce = Array(random[..<AltchaPolicy.nonceCount])
        let salt = Array(random[AltchaPolicy.nonceCount..<2 * AltchaPolicy.nonceCount])
        let draw = random[(2 * AltchaPolicy.nonceCount)...].reduce(UInt64(0)) {
            $0 << 8 | UInt64($1)
        }
        let counter = policy.counters.lowerBound + UInt32(draw % UInt64(policy.counters.count))

        let key = try AltchaParameters.deriveKey(
            nonce: nonce, salt: salt, counter: counter, cost: policy.cost)
        let parameters = AltchaParameters(
            cost: policy.cost, form: form, expiresAt: now + policy.lifetime,
            keyPrefix: Array(key.prefix(AltchaPolicy.prefixCount)),
            keySignature: try keys.key.code(for: key.span), nonce: nonce, salt: salt)
        let signature = try keys.signing.code(for: Array(parameters.canonicalJSON.utf8).span)
        return (AltchaChallenge(parameters, signature: signature), counter, key)
    }
}

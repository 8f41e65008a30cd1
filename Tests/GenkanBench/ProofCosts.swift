import Genkan
import OpenSSL
import Proofs

/// What one challenge and one check of the CAPTCHA cost on one core, in microseconds: the median of
/// many batches, so that a moment in which the machine did something else does not count.
struct ProofCosts: Encodable {
    let altcha_challenge_us: Double
    let altcha_check_us: Double
    /// The two HMACs that a check cannot do without: over the challenge and over the derived key.
    let altcha_hashes_us: Double
    let altcha_check_ratio: Double

    private static let form = "0192f0c4-5d3a-7c11-9a77-0242ac120002"
    private static let batches = 40
    private static let repetitions = 50

    static func measured() throws -> ProofCosts {
        let issuer = AltchaIssuer(
            keys: try AltchaKeys(signing: .random(count: 32), key: .random(count: 32)))
        let now = BenchHouse.now().seconds
        let payload = try issuer.payloadWithoutWork(form: form, now: now)
        let check = try median {
            guard case .accepted = issuer.verify(payload: payload, form: form, now: now)
            else { throw BenchError("a solved token is refused") }
        }
        let challenge = Array(try issuer.challenge(form: form, now: now).json.utf8)
        let derived = [UInt8](repeating: 7, count: 32)
        let key = try SecretBytes.random(count: 32)
        let hashes = try median {
            _ = try HMACSHA256.code(for: challenge.span, key: key)
            _ = try HMACSHA256.code(for: derived.span, key: key)
        }
        return ProofCosts(
            altcha_challenge_us: try median { _ = try issuer.challenge(form: form, now: now) },
            altcha_check_us: check, altcha_hashes_us: hashes, altcha_check_ratio: check / hashes)
    }

    private static func median(_ body: () throws -> Void) throws -> Double {
        let clock = ContinuousClock()
        let batches = try (0..<batches).map { _ in
            try clock.measure { for _ in 0..<repetitions { try body() } }
        }
        return batches.sorted()[Self.batches / 2] / .microseconds(repetitions)
    }
}

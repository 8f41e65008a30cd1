/// Does what a widget does, for programs without a browser and for tests.
public enum AltchaSolver {
    /// Searches the counter and answers with the payload for the field `altcha`.
    ///
    /// Blocks its thread for some tenths of a second. Nil when `challenge` is not a challenge of
    /// ours, or no counter up to `limit` solves it.
    ///
    /// - Parameter challenge: the JSON of `GET /f/{form}/challenge`.
    public static func solve(
        challenge: String, limit: UInt32 = 1_000_000
    ) throws(ProofError) -> String? {
        guard let solution = try? AltchaSolution(payload: unsolved(challenge)) else { return nil }
        let parameters = solution.parameters
        for counter in 0...limit {
            let key = try AltchaParameters.deriveKey(
                nonce: parameters.nonce, salt: parameters.salt, counter: counter,
                cost: parameters.cost)
            if key.starts(with: parameters.keyPrefix) {
                return AltchaSolution.payload(
                    challenge: challenge, counter: counter, derivedKey: key, milliseconds: 0)
            }
        }
        return nil
    }

    /// A payload with an empty answer, to be read by the parser that reads every payload.
    private static func unsolved(_ challenge: String) -> String {
        AltchaSolution.payload(
            challenge: challenge, counter: 0,
            derivedKey: [UInt8](repeating: 0, count: AltchaPolicy.keyCount), milliseconds: 0)
    }
}

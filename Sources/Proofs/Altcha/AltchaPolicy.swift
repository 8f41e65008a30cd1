/// How much work a challenge asks for and how long it lives; the reasons and measurements stand in
/// the Decision *AltchaCost*.
struct AltchaPolicy: Sendable {
    /// The only algorithm there is for us.
    static let algorithm = "PBKDF2/SHA-256"
    /// The length of a derived key in bytes.
    static let keyCount = 32
    /// How much of it the challenge gives away, in bytes: what a solver recognises it by.
    static let prefixCount = 16
    /// The length of nonce and salt in bytes.
    static let nonceCount = 16

    /// The iterations of one derivation: what the server pays once and a solver at every try.
    let cost: Int
    /// Where the answer lies; a solver starts at 0 and tries every number up to it.
    let counters: ClosedRange<UInt32>
    /// How long a challenge is good for, in seconds.
    let lifetime: Int64

    static let standard = AltchaPolicy(cost: 200, counters: 2000...4000, lifetime: 1200)
    /// For the sign-in: the same work, but nobody writes for long there.
    static let signIn = AltchaPolicy(cost: 200, counters: 2000...4000, lifetime: 300)
}

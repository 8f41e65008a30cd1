public import OpenSSL

/// The house's own secret, in the file `house.key` outside database and backups: an Ed25519 signing
/// key, and 32 bytes from which other keys derive. It opens no submission.
public final class HouseKey: Sendable {
    /// What a key derived from the house secret is for.
    public enum Purpose: String, CaseIterable, Sendable {
        /// Signs ALTCHA challenges.
        case altchaSigning = "altcha-signing"
        /// Signs the derived key of an ALTCHA solution.
        case altchaKey = "altcha-key"
        /// Signs the token in the hosted form.
        case formToken = "form-token"
        /// Signs what a browser keeps after a sign-in.
        case device
        /// Signs the address of a thank-you page.
        case receiptLink = "receipt-link"
        /// Leads a submission's key to its id.
        case submissionID = "submission-id"
        /// Tells a retry from other answers.
        case answersCode = "answers-code"
    }

    let signing: SigningKey
    let secret: SecretBytes
    /// The public half with its fingerprint.
    public let publicKey: HousePublicKey

    init(checked signing: SigningKey, _ secret: consuming SecretBytes) throws(SealingError) {
        self.signing = signing
        self.secret = secret
        publicKey = try making(.houseKey, nil) { try HousePublicKey(signing.publicKey) }
    }

    /// A new house.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public static func create() throws(SealingError) -> HouseKey {
        let signing = try making(.houseKey, nil) { try SigningKey() }
        return try HouseKey(
            checked: signing, making(.houseKey, nil) { try SecretBytes.random(count: 32) })
    }

    /// The 32-byte key for a purpose: HKDF-SHA256 of the house secret with empty salt and
    /// `info` = `genkan/v1/house/` + purpose.
    ///
    /// - Throws: `unavailable` when the secure heap is full.
    public func derive(_ purpose: Purpose) throws(SealingError) -> SecretBytes {
        try derive(purpose.rawValue)
    }

    /// The key under which passwords are hashed before scrypt; it stays inside this module.
    func pepper() throws(SealingError) -> SecretBytes {
        try derive("pepper")
    }

    /// The key under which the codes of invitations are hashed; it stays inside this module.
    func invitationPepper() throws(SealingError) -> SecretBytes {
        try derive("invitation")
    }

    private func derive(_ purpose: String) throws(SealingError) -> SecretBytes {
        try making(.houseKey, nil) {
            try HKDF.derive(
                keyMaterial: secret, salt: [UInt8]().span,
                info: Array("\(Label.house.rawValue)/\(purpose)".utf8).span, count: 32)
        }
    }
}

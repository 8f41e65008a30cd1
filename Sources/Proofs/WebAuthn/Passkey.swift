/// A passkey of one person, as it is stored.
public struct Passkey: Hashable, Sendable {
    /// The length of the longest credential id in bytes (WebAuthn Level 3 § 7.1).
    public static let longestID = 1023
    /// The length of an AAGUID in bytes.
    static let aaguidCount = 16

    /// The credential's id, 1 to 1023 bytes, unique in the house.
    public let credentialID: [UInt8]
    /// What its assertions verify with.
    public let publicKey: PasskeyPublicKey
    /// The signature counter after the last use; 0 for authenticators that do not count.
    public let counter: UInt32
    /// Whether it may be backed up (synchronised), which never changes.
    public let isBackupEligible: Bool
    /// Whether it was backed up at its last use.
    public let isBackedUp: Bool
    /// Whether the client said that it has a pseudo-random function.
    public let isPRFEnabled: Bool
    /// Hints of the client, not signed by anybody.
    public let transports: PasskeyTransports
    /// The model of the authenticator, 16 bytes, zero when it does not say; nobody attests it.
    public let aaguid: [UInt8]
    /// What its pseudo-random function is evaluated at.
    public let salt: PasskeySalt

    /// What is stored of a registration. The salt is the one of its ``PasskeyCreationOptions``.
    public init(_ registration: PasskeyRegistration, salt: PasskeySalt) {
        self.init(
            credentialID: registration.credentialID, publicKey: registration.publicKey,
            counter: registration.counter, isBackupEligible: registration.isBackupEligible,
            isBackedUp: registration.isBackedUp, isPRFEnabled: registration.isPRFEnabled,
            transports: registration.transports, aaguid: registration.aaguid, salt: salt)
    }

    init(
        credentialID: [UInt8], publicKey: PasskeyPublicKey, counter: UInt32,
        isBackupEligible: Bool, isBackedUp: Bool, isPRFEnabled: Bool,
        transports: PasskeyTransports, aaguid: [UInt8], salt: PasskeySalt
    ) {
        self.credentialID = credentialID
        self.publicKey = publicKey
        self.counter = counter
        self.isBackupEligible = isBackupEligible
        self.isBackedUp = isBackedUp
        self.isPRFEnabled = isPRFEnabled
        self.transports = transports
        self.aaguid = aaguid
        self.salt = salt
    }

    /// The same passkey after an assertion, as ``RelyingParty/verify(_:challenge:owner:)`` gives it; for
    /// who keeps the counter and the backup state beside the stored form.
    public func used(counter: UInt32, isBackedUp: Bool) -> Passkey {
        Passkey(
            credentialID: credentialID, publicKey: publicKey, counter: counter,
            isBackupEligible: isBackupEligible, isBackedUp: isBackedUp,
            isPRFEnabled: isPRFEnabled, transports: transports, aaguid: aaguid, salt: salt)
    }
}

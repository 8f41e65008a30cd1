/// A passkey that was just made and checked; with its salt it becomes a ``Passkey``.
public struct PasskeyRegistration: Hashable, Sendable {
    /// The credential's id, 1 to 1023 bytes.
    public let credentialID: [UInt8]
    /// What its assertions verify with.
    public let publicKey: PasskeyPublicKey
    /// The signature counter; 0 for authenticators that do not count.
    public let counter: UInt32
    /// Whether it may be backed up (synchronised), which never changes.
    public let isBackupEligible: Bool
    /// Whether it is backed up now.
    public let isBackedUp: Bool
    /// The model of the authenticator, 16 bytes, zero when it does not say. Nobody attests it: good
    /// for suggesting a name, never for a decision.
    public let aaguid: [UInt8]
    /// Hints of the client, not signed by anybody.
    public let transports: PasskeyTransports
    /// Whether the client said that the passkey has a pseudo-random function. Not signed either;
    /// that it works shows when something sealed with its output opens.
    public let isPRFEnabled: Bool
}

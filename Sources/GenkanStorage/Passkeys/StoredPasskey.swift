public import Genkan

/// A passkey that is genuine, as far as an assertion is checked against it.
public struct StoredPasskey: Hashable, Sendable {
    /// Its stored form, as it was registered; this floor does not look into it.
    public let content: [UInt8]
    /// The counter after the last use.
    public let counter: UInt32
    /// Whether it was backed up at its last use.
    public let isBackedUp: Bool
    /// How authenticators know whose it is, 32 bytes.
    public let user: [UInt8]
}

/// What became of an assertion.
public enum PasskeyVerdict: Hashable, Sendable {
    /// It is right, and these are the counter and the backup state after it.
    case right(counter: UInt32, isBackedUp: Bool)
    /// Everything is right but the counter, which did not rise.
    case cloned
    /// It is wrong, for whatever reason.
    case wrong
}

/// What looks at an assertion: takes the passkey and the challenge, and answers what became of it.
public typealias PasskeyCheck = @Sendable (StoredPasskey, [UInt8]) throws -> PasskeyVerdict

/// A passkey that a page sent with its answer.
public struct GivenPasskey: Sendable {
    /// The text of the ticket.
    public let ticket: String
    /// The credential id, 1 to 1023 bytes.
    public let credentialID: [UInt8]

    /// Takes the parts.
    public init(ticket: String, credentialID: [UInt8]) {
        self.ticket = ticket
        self.credentialID = credentialID
    }
}

/// One of a person's own passkeys, for the list of them.
public struct OwnPasskey: Hashable, Sendable, Identifiable {
    /// Its id.
    public let id: PasskeyID
    /// What the person calls it.
    public let name: String
    /// Whether it signs in without a password.
    public let isCredential: Bool
    /// Whether it is what the person signed; another one lets nobody in.
    public let isGenuine: Bool
    /// When it was registered.
    public let created: Instant
    /// When it was used last.
    public let used: Instant?
    /// When a copy of it was seen last.
    public let cloned: Instant?
    /// Its stored form; empty unless genuine.
    public let content: [UInt8]
}

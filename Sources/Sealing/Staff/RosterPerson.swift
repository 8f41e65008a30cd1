import OpenSSL

/// What a person may do, as the roster says it.
public enum RosterRole: UInt8, CaseIterable, Sendable {
    /// May sign the next roster; holds every form by default.
    case administrator = 1
    /// Works on the forms that were granted.
    case staff = 2
    /// Nobody's account: the recovery code, which holds every form and may sign a roster.
    case recovery = 3
    /// Leads the work on the forms that were granted.
    case manager = 4
    /// Reads the forms that were granted.
    case viewer = 5

    /// Whether this role's signature makes the next roster, and whether it holds every new form.
    public var isTrusted: Bool { self == .administrator || self == .recovery }
}

/// Whether a person has a second factor, as the roster says it.
public enum RosterSecondFactor: UInt8, CaseIterable, Sendable {
    /// None is set up.
    case none = 0
    /// One is set up, and signing in without it is refused.
    case required = 1
}

/// One person as a roster lists them: a claim until the roster's signature was verified.
public struct RosterPerson: Hashable, Sendable {
    /// The longest name in UTF-8 bytes.
    public static let longestName = 200

    /// The person's id.
    public let id: ObjectID
    /// The name others see, 1…200 bytes of UTF-8 without control characters.
    public let name: String
    /// What the person may do.
    public let role: RosterRole
    /// The state of the second factor.
    public let secondFactor: RosterSecondFactor
    let agreement: X25519.PublicKey
    let signing: Ed25519.PublicKey

    /// The X25519 public key that grants are sealed to, 32 bytes.
    public var agreementBytes: [UInt8] { agreement.bytes }
    /// The Ed25519 public key that rosters are signed with, 32 bytes.
    public var signingBytes: [UInt8] { signing.bytes }

    /// A person with the public halves of their key.
    ///
    /// - Throws: `outOfBounds` (roster) for a name that is empty, too long or has control
    ///   characters.
    public init(
        name: String, role: RosterRole, secondFactor: RosterSecondFactor, key: PersonKey
    ) throws(SealingError) {
        try self.init(
            id: key.person, name: name, role: role, secondFactor: secondFactor,
            agreement: key.agreement.publicKey, signing: key.signing.publicKey)
    }

    init(
        id: ObjectID, name: String, role: RosterRole, secondFactor: RosterSecondFactor,
        agreement: X25519.PublicKey, signing: Ed25519.PublicKey
    ) throws(SealingError) {
        guard Self.isName(name) else { throw SealingError(.outOfBounds, .roster, id) }
        self.id = id
        self.name = name
        self.role = role
        self.secondFactor = secondFactor
        self.agreement = agreement
        self.signing = signing
    }

    static func isName(_ text: String) -> Bool {
        (1...longestName).contains(text.utf8.count)
            && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
    }

    /// The same person and keys with another name, role or second factor: for the next roster.
    ///
    /// - Throws: `outOfBounds` (roster) as the initialiser does.
    public func changed(
        name: String? = nil, role: RosterRole? = nil, secondFactor: RosterSecondFactor? = nil
    ) throws(SealingError) -> RosterPerson {
        try RosterPerson(
            id: id, name: name ?? self.name, role: role ?? self.role,
            secondFactor: secondFactor ?? self.secondFactor, agreement: agreement,
            signing: signing)
    }
}

/// A person of a verified roster: the only kind anything is sealed to. Exists only as part of a
/// `VerifiedRoster`.
public struct VerifiedPerson: Hashable, Sendable {
    /// What the roster says, for the next roster.
    public let entry: RosterPerson

    /// The person's id.
    public var id: ObjectID { entry.id }
    /// The name others see.
    public var name: String { entry.name }
    /// What the person may do.
    public var role: RosterRole { entry.role }
    /// The state of the second factor.
    public var secondFactor: RosterSecondFactor { entry.secondFactor }

    /// Whether another roster lists the same person with the same keys.
    public func hasKeys(of other: VerifiedPerson) -> Bool {
        id == other.id && agreement == other.agreement && signing == other.signing
    }

    var agreement: X25519.PublicKey { entry.agreement }
    var signing: Ed25519.PublicKey { entry.signing }

    init(verified entry: RosterPerson) {
        self.entry = entry
    }
}

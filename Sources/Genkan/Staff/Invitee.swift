/// Somebody who was invited, as the signed invitation says it.
public struct Invitee: Hashable, Sendable, Identifiable {
    /// How long an invitation can be accepted.
    public static let lifetime = Duration.seconds(72 * 3_600)

    /// The invitation's id.
    public let id: InvitationID
    /// A new person's id, or that of somebody who is invited again.
    public let person: PersonID
    /// The name to sign in with.
    public let name: StaffName
    /// The role.
    public let role: Role
    /// Whether it is for somebody who was here before and gets new keys: a forgotten password, a lost
    /// second factor.
    public let isAgain: Bool
    /// Who invites.
    public let inviter: PersonID
    /// When.
    public let issued: Instant
    /// Until when it can be accepted.
    public let expires: Instant
    /// What is to be granted.
    public let forms: [FormID]

    /// Takes the parts.
    public init(
        id: InvitationID, person: PersonID, name: StaffName, role: Role, isAgain: Bool,
        inviter: PersonID, issued: Instant, expires: Instant, forms: [FormID]
    ) {
        self.id = id
        self.person = person
        self.name = name
        self.role = role
        self.isAgain = isAgain
        self.inviter = inviter
        self.issued = issued
        self.expires = expires
        self.forms = forms
    }
}

/// Identifies an invitation.
public typealias InvitationID = ID<Invitee>

/// Somebody who was of the staff once; their id stands in histories and in the audit trail for ever.
public struct FormerPerson: Hashable, Sendable, Identifiable {
    /// The person's id.
    public let id: PersonID
    /// The name of the last roster that listed them.
    public let name: StaffName

    /// Takes the parts.
    public init(id: PersonID, name: StaffName) {
        self.id = id
        self.name = name
    }
}

/// What an invitation says: a claim until its signature was verified.
public struct Invitation: Hashable, Sendable {
    /// The invitation's id.
    public let id: ObjectID
    /// Who is to come: a new id, or that of somebody who is invited again.
    public let person: ObjectID
    /// The name; of somebody who is invited again, as it was then.
    public let name: String
    /// The role; of somebody who is invited again, as it was then.
    public let role: RosterRole
    /// What is to be granted, in ascending order.
    public let forms: [ObjectID]
    /// Who invites.
    public let inviter: ObjectID
    /// When, in microseconds since 1970 UTC.
    public let issued: Int64
    /// Until when it can be accepted.
    public let expires: Int64
    /// The number of the roster of that moment, in which the inviter is an administrator.
    public let roster: UInt64
    /// Of somebody who is invited again, the agreement key that is to be replaced; it counts only as
    /// long as the roster lists that one. Nil for a newcomer.
    public let replaces: [UInt8]?
    /// What the row is found by.
    public let mark: [UInt8]
    let commitment: [UInt8]

    /// Whether it is for somebody who was in the roster already.
    public var isAgain: Bool { replaces != nil }
}

/// What somebody is invited to, before there is a code.
public struct InvitationDraft: Sendable {
    /// The invitation's id, a new one.
    public let id: ObjectID
    /// A new id, or that of a person of the roster, who is then invited again.
    public let person: ObjectID
    /// The name, as a roster may list it.
    public let name: String
    /// The role; never `recovery`.
    public let role: RosterRole
    /// What is to be granted.
    public let forms: Set<ObjectID>
    /// When, in microseconds since 1970 UTC.
    public let issued: Int64
    /// Until when it can be accepted.
    public let expires: Int64

    /// Takes the parts.
    public init(
        id: ObjectID, person: ObjectID, name: String, role: RosterRole, forms: Set<ObjectID>,
        issued: Int64, expires: Int64
    ) {
        self.id = id
        self.person = person
        self.name = name
        self.role = role
        self.forms = forms
        self.issued = issued
        self.expires = expires
    }
}

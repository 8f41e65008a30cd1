public import Genkan

/// The people of the house as an administrator sees them.
public struct PeopleOverview: Sendable {
    /// Everybody who can sign in, by name.
    public let people: [ListedPerson]
    /// Who was invited and has not come in yet; who has accepted and waits stands first.
    public let invitations: [WaitingInvitation]
    /// What invitations wanted to have granted and nobody has decided about.
    public let grants: [WaitingGrant]
    /// Invitations that are not what was signed; they count for nothing.
    public let refused: [InvitationID]
}

/// One person in the list.
public struct ListedPerson: Sendable, Identifiable {
    /// The person.
    public let person: Person
    /// Whether a second factor is set up.
    public let hasSecondFactor: Bool
    /// How many passkeys they have registered.
    public let passkeyCount: Int
    /// Since when they have had a way in: their password's day.
    public let since: Instant?
    /// When they were last here; nil for never, or not since this is kept.
    public let lastSeen: Instant?
    /// How many forms they hold the newest key of.
    public let formCount: Int

    /// The person's id.
    public var id: PersonID { person.id }
}

/// An invitation that has not led to anybody yet.
public struct WaitingInvitation: Sendable, Identifiable {
    /// What it says.
    public let invitee: Invitee
    /// When it was accepted; nil when it was not yet.
    public let acceptedAt: Instant?
    /// The forms it names that were revoked from the person since: they are not granted.
    public let revoked: Set<FormID>
    /// Whether who asks can check the acceptance: not who became administrator after the invitation.
    public let canCheck: Bool

    /// The invitation's id.
    public var id: InvitationID { invitee.id }
}

/// A form that an invitation wanted to have granted.
public struct WaitingGrant: Sendable {
    /// To whom.
    public let person: Person
    /// The form.
    public let form: FormChoice
    /// Who can open it, and so grant it.
    public let holders: [Person]
}

/// A form of the house, to choose.
public struct FormChoice: Sendable, Identifiable {
    /// The form's id.
    public let id: FormID
    /// The name in its address.
    public let name: String
    /// The newest definition; nil when it is not what was signed.
    public let form: Form?
    /// Whether who asks can open it.
    public let isHeld: Bool
    /// Whether its file is gone.
    public let isGone: Bool
}

/// One person, with everything that is decided about.
public struct PersonDetails: Sendable {
    /// As in the list.
    public let listed: ListedPerson
    /// The forms they can open.
    public let forms: [HeldForm]
    /// What an invitation wanted them to open as well.
    public let waiting: [WaitingGrant]
    /// An invitation to come again, if there is one.
    public let invitation: WaitingInvitation?
    /// How many cards they have that are not finished.
    public let openCards: Int
    /// Everybody else who could get those cards, form by form.
    public let successors: [Person]
    /// Whether they are the only administrator.
    public let isLastAdministrator: Bool
}

/// A form that a person can open.
public struct HeldForm: Sendable, Identifiable {
    /// The form, and whether who asks can open it.
    public let choice: FormChoice
    /// Since when.
    public let since: Instant
    /// Who else can open it; nobody's account, the recovery code, is not among them.
    public let others: [Person]

    /// The form's id.
    public var id: FormID { choice.id }
}

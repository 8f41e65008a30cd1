public import Genkan

/// Who can open a form, as it stands.
public struct FormAccess: Sendable {
    /// The form.
    public let form: RegisteredForm
    /// Who of the verified roster holds its newest key, by name.
    public let holders: [Holder]
    /// Everybody else who can sign in, by name.
    public let others: [Person]
    /// Since when the recovery code holds it; nil when somebody has taken that out of the database.
    public let recovery: Instant?
    /// Whose grants lie there although the roster does not list them (any more).
    public let strays: [PersonID]
}

/// Somebody who can open a form.
public struct Holder: Hashable, Sendable {
    /// Who.
    public let person: Person
    /// When the form's newest key was granted, as the row says: nobody has signed it.
    public let since: Instant
}

/// What became of a grant.
public enum GrantOutcome: Hashable, Sendable {
    /// The person can open the form from the next request on.
    case granted
    /// The person could before. Nothing was changed.
    case held
    /// Nobody of the roster has this id. Nothing was changed.
    case stranger
    /// Who grants lacks an older key of the form, and passes nothing on half. Nothing was changed.
    case incomplete
}

/// What became of taking a form's key back.
public enum RevocationOutcome: Hashable, Sendable {
    /// The person can open the form no more, from the next request on.
    case revoked
    /// The person could not before. Nothing was changed.
    case absent
    /// There would be nobody left but the recovery code. Nothing was changed.
    case last
    /// It is the recovery code's, which stays. Nothing was changed.
    case recovery
}

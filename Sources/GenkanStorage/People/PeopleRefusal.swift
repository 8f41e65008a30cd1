/// Why something about people is not done. Each is told to whoever asked for it in words of its own;
/// nothing was changed.
public enum PeopleRefusal: String, Error, CaseIterable, Sendable {
    /// The password of the person who asks is another.
    case wrongPassword = "wrong-password"
    /// Who asks is no administrator (any more).
    case notAdministrator = "not-administrator"
    /// Somebody of the roster has that name.
    case nameTaken = "name-taken"
    /// Somebody of that name is invited already.
    case nameInvited = "name-invited"
    /// Without this person there would be no administrator.
    case lastAdministrator = "last-administrator"
    /// In that role who asks could not use the desk any more from where they are.
    case locksOut = "locks-out"
    /// Somebody else changed the people at the same time.
    case changedMeanwhile = "changed-meanwhile"
    /// There is no such person, invitation or task (any more).
    case gone
    /// No invitation has this code.
    case unknownCode = "unknown-code"
    /// The code was right once; its time is over.
    case expired
    /// The code was right and has been used.
    case used
    /// The code was right; the invitation was withdrawn.
    case withdrawn
    /// Who asks was no administrator yet when the invitation was made, and cannot check it.
    case cannotCheck = "cannot-check"
    /// The person has come in by another invitation meanwhile, or has left.
    case overtaken
    /// Without this person nobody could open one of the forms.
    case lastHolder = "last-holder"
    /// Who asks cannot open the form.
    case notHeld = "not-held"
}

/// What an audit event tells of. The words are stored for ever: new ones are added, none changed.
public enum AuditKind: String, CaseIterable, Sendable {
    /// The house was set up.
    case houseSetUp = "house-set-up"
    /// `serve` started.
    case serveStarted = "serve-started"
    /// `serve` stopped.
    case serveStopped = "serve-stopped"
    /// A form was registered for the first time.
    case formAdded = "form-added"
    /// A form got a new version.
    case formChanged = "form-changed"
    /// A form's file is gone; what was sent stays.
    case formRemoved = "form-removed"
    /// A form whose file was gone is there again.
    case formReturned = "form-returned"
    /// A submission was stored.
    case submissionStored = "submission-stored"
    /// A password was right; the second factor is still to come.
    case passwordAccepted = "password-accepted"
    /// Somebody gave themselves another password.
    case passwordChanged = "password-changed"
    /// Somebody set up a second factor, or set it up anew.
    case secondFactorSet = "second-factor-set"
    /// The roster says from now on that somebody must have a second factor.
    case secondFactorRequired = "second-factor-required"
    /// Somebody made new backup codes.
    case backupCodesRenewed = "backup-codes-renewed"
    /// Somebody registered a passkey of theirs.
    case passkeyAdded = "passkey-added"
    /// Somebody gave a passkey of theirs another name.
    case passkeyRenamed = "passkey-renamed"
    /// Somebody removed a passkey of theirs.
    case passkeyRemoved = "passkey-removed"
    /// A passkey was refused because its counter did not rise: there may be a second copy of it.
    case passkeyCloned = "passkey-cloned"
    /// Somebody gave the credential again: before what matters, or at a locked screen.
    case credentialGiven = "credential-given"
    /// Somebody gave a wrong credential when it was asked for again.
    case credentialRefused = "credential-refused"
    /// Somebody ended sessions, their own or another person's.
    case sessionsEnded = "sessions-ended"
    /// Somebody signed in.
    case signedIn = "signed-in"
    /// A sign-in failed; with the person, when the name was somebody's.
    case signInFailed = "sign-in-failed"
    /// Somebody signed out.
    case signedOut = "signed-out"
    /// Somebody opened all answers of a submission.
    case submissionOpened = "submission-opened"
    /// Somebody opened a file that came with a submission.
    case fileOpened = "file-opened"
    /// A submission was moved to another status, or out of Held.
    case submissionMoved = "submission-moved"
    /// A submission got another assignee or none.
    case submissionAssigned = "submission-assigned"
    /// A submission got another day until which it is to be done, or none.
    case submissionScheduled = "submission-scheduled"
    /// Labels were put on a submission or taken off.
    case submissionLabelled = "submission-labelled"
    /// Somebody wrote a note about a submission.
    case submissionNoted = "submission-noted"
    /// Somebody wrote down an inquiry that came in by telephone, on paper or in person.
    case submissionEntered = "submission-entered"
    /// Somebody deleted a submission that was held or marked as spam.
    case submissionDeleted = "submission-deleted"
    /// Somebody had the newest submissions looked through for others of the same person.
    case submissionsSearched = "submissions-searched"
    /// A form got a label.
    case labelMade = "label-made"
    /// A label has another name or colour.
    case labelChanged = "label-changed"
    /// A label was removed, from every card that had it, too.
    case labelRemoved = "label-removed"
    /// Somebody has another mail address, or asks to be told of other things by mail.
    case noticesChanged = "notices-changed"
    /// A download of answers began.
    case exportBegun = "export-begun"
    /// A download of answers ended, complete or cut.
    case exportEnded = "export-ended"
    /// A person was added to the roster.
    case personAdded = "person-added"
    /// A person was removed from the roster.
    case personRemoved = "person-removed"
    /// Somebody was invited.
    case personInvited = "person-invited"
    /// An invitation was accepted: the newcomer has made their keys.
    case invitationAccepted = "invitation-accepted"
    /// An invitation was withdrawn, by hand or because of who had made it or was to come.
    case invitationWithdrawn = "invitation-withdrawn"
    /// A person who was invited again has new keys; the old ones and all they opened are gone.
    case personRenewed = "person-renewed"
    /// A person has another role.
    case roleChanged = "role-changed"
    /// A person has another name.
    case personRenamed = "person-renamed"
    /// A form that an invitation named was not granted.
    case grantDeclined = "grant-declined"
    /// A person was given the key of a form.
    case formGranted = "form-granted"
    /// The key of a form was taken back from a person.
    case formRevoked = "form-revoked"
    /// A network was added to those from which a role may use the desk.
    case networkAllowed = "network-allowed"
    /// A network was removed from them.
    case networkRemoved = "network-removed"
    /// Somebody gave all that they sign in with, and was turned away because of where they were.
    case turnedAway = "turned-away"
    /// Something in the database was refused because it was not what was signed or sealed.
    case tamperingRefused = "tampering-refused"
}

/// Who did it.
public enum AuditActor: Hashable, Sendable {
    /// A person of the staff.
    case person(PersonID)
    /// Somebody with a shell on the machine, through a command.
    case command
    /// Genkan itself.
    case house
    /// Somebody who is not signed in.
    case visitor
}

public import Genkan

/// What is told in one mail: to one person, about one form, for one reason.
public struct NoticeKey: Hashable, Sendable {
    /// To whom.
    public let person: PersonID
    /// About what.
    public let form: FormID
    /// Why.
    public let kind: NoticeKind
}

/// Something that waits to be told.
public struct WaitingNotice: Hashable, Sendable {
    /// What.
    public let key: NoticeKey
    /// When it is to be tried.
    public let due: Instant
}

/// A mail that is to be sent now, to somebody who may know it. Nothing in it is of a visitor.
public struct DueNotice: Sendable {
    /// To whom, about what and why.
    public let key: NoticeKey
    /// Names the mail, 16 random bytes: the same as before when it may have been taken before.
    public let message: [UInt8]
    /// Where to.
    public let address: MailAddress
    /// The person's language.
    public let language: Language
    /// The form as it is today.
    public let form: Form
    /// Of how many submissions it tells.
    public let count: Int
    /// How often any of them was tried before.
    public let tries: Int
}

/// What became of a mail. The words are those of the desk's and the doctor's reasons: letters, digits and
/// hyphens, at most 64.
public enum NoticeOutcome: Hashable, Sendable {
    /// The server took it.
    case sent
    /// The server takes nothing for this address, ever.
    case refused(problem: String)
    /// The server certainly did not take it; `next` says when it is tried again.
    case failed(problem: String, next: Instant)
    /// The server may have taken it: the very same mail is tried again.
    case unsure(problem: String, next: Instant)
    /// It was not tried after all.
    case released
}

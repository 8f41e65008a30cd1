/// Of what somebody of the staff asks to be told by mail. The words are stored.
public enum NoticeKind: String, CaseIterable, Sendable {
    /// A submission has arrived.
    case arrived
    /// One has waited longer than its form promises (`answer_within_hours`).
    case late
}

/// What somebody wants to be told of.
public struct NoticeChoice: Hashable, Sendable {
    /// The form.
    public let form: FormID
    /// What about it.
    public let kind: NoticeKind

    /// Takes the two.
    public init(form: FormID, kind: NoticeKind) {
        self.form = form
        self.kind = kind
    }
}

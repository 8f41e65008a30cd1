import Sealing

/// What the token of a cookie stands for at one request.
public enum Resumption: Sendable {
    /// A session that goes on.
    case alive(LiveSession)
    /// None, and why.
    case over(SessionEnd)

    /// The session, if it goes on.
    public var session: LiveSession? {
        guard case .alive(let session) = self else { return nil }
        return session
    }
}

/// Why a session does not go on, so that it can be told truly.
public enum SessionEnd: String, CaseIterable, Sendable {
    /// Nothing happened for too long.
    case idle
    /// It has lasted as long as a session may.
    case longest
    /// Nothing is known of it: it was ended elsewhere, the machine was restarted, or what is stored
    /// is not what was sealed.
    case lost
    /// It begins later than it is now: the clock was set back. Nothing is deleted; when the clock is
    /// right again, so is the session.
    case clock
}

extension SessionEnd {
    init(_ end: SessionFacts.End) {
        switch end {
        case .idle: self = .idle
        case .absolute: self = .longest
        case .notBegun: self = .clock
        }
    }
}

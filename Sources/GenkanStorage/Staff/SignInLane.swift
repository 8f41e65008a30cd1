/// In which line a password waits for its turn.
public enum SignInLane: CaseIterable, Hashable, Sendable {
    /// Of a device that signed in before, or of somebody who is signed in.
    case known
    /// Of anybody else.
    case unknown

    /// How many may wait in it.
    public var capacity: Int {
        switch self {
        case .known: 16
        case .unknown: 32
        }
    }
}

/// How busy the place is where passwords are tried, and what it has done since it was opened.
public struct ScryptLoad: Hashable, Sendable {
    /// How many wait now, by line.
    public internal(set) var waiting: [SignInLane: Int] = [:]
    /// How many waited at most.
    public internal(set) var mostWaiting: [SignInLane: Int] = [:]
    /// How many turns there were; one password, known name or not, is one.
    public internal(set) var turns = 0
    /// How many of them went on at once at most.
    public internal(set) var mostAtOnce = 0
    var atOnce = 0

    /// Whether so many wait, four or more, that a newcomer is asked for a proof of work.
    public var isCrowded: Bool { waiting.values.reduce(0, +) >= 4 }

    /// Whether nobody else may wait in this line.
    public func isFull(_ lane: SignInLane) -> Bool { waiting[lane, default: 0] >= lane.capacity }
}

/// How somebody reads and works.
public struct Habits: Hashable, Sendable {
    /// The time zone they have chosen; nil for that of each form.
    public var zone: Zone?
    /// Whether they want keyboard shortcuts of one key (WCAG 2.2, 2.1.4).
    public var hasKeys: Bool

    /// What everybody begins with, or what is given.
    public init(zone: Zone? = nil, hasKeys: Bool = true) {
        self.zone = zone
        self.hasKeys = hasKeys
    }
}

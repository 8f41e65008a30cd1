/// What somebody calls a passkey of theirs: one line of 1 to 64 Unicode scalars, as ``StaffName`` has
/// it.
public struct PasskeyName: Hashable, Sendable, CustomStringConvertible {
    /// The name as it is shown.
    public let text: String

    /// Normalises and checks a typed name; nil when nothing acceptable is left.
    public init?(_ typed: String) {
        guard let name = StaffName(typed) else { return nil }
        text = name.text
    }

    /// The name as it is shown.
    public var description: String { text }
}

/// Names a passkey.
public typealias PasskeyID = ID<PasskeyName>

public import Sealing

/// The forms of one person at the desk.
public struct FormList: Sendable {
    /// What can be opened, by name.
    public internal(set) var forms: [RegisteredForm] = []
    /// What was granted and is refused, because it is not what was signed or sealed.
    public internal(set) var refused: [Refused] = []

    /// A form that is refused.
    public struct Refused: Hashable, Sendable {
        /// The name in its address.
        public let name: String
        /// What is not genuine, with the form's id.
        public let error: SealingError
    }
}

/// What went wrong in the store. Equal on the code; the detail is for the log and names things by
/// id, file or pragma, never by what a person typed.
public struct StorageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What a program can decide upon.
    public enum Code: String, Sendable {
        /// Another process holds the data directory.
        case locked
        /// A pragma reads back differently from what was set: the start is refused.
        case pragmaRefused
        /// A migration that was applied is not the one this program contains, or is unknown to it.
        case migrationChanged
        /// The database could not do it: disk full, input or output error, busy.
        case unavailable
        /// Too many wait for the same already: the line is full.
        case crowded
        /// A stored thing is not what it should be: it was damaged or changed by somebody.
        case corrupted
        /// What was asked for does not exist.
        case notFound
        /// The house is not set up, or already is.
        case setUp
        /// The signed-in person may not do this.
        case notAllowed
        /// What was given does not fit: a name that is taken, a status the form does not have.
        case invalid
    }

    /// What a program can decide upon.
    public let code: Code
    /// What an operator should read: names a thing by id, no user data.
    public let detail: String

    init(_ code: Code, _ detail: String) {
        self.code = code
        self.detail = detail
    }

    /// Equal when the codes are.
    public static func == (one: StorageError, other: StorageError) -> Bool {
        one.code == other.code
    }

    /// The code and the detail, fit for a log.
    public var description: String { "\(code.rawValue): \(detail)" }
}

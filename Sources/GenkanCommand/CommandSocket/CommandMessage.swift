import Genkan
import Sealing

/// What a command asks of the process that serves, over its Unix socket.
enum CommandRequest: Sendable {
    /// Whether anybody is there.
    case presence
    /// A person is to be added to the roster.
    case addPerson(PersonToAdd)
    /// The audit trail is to be checked.
    case verifyAudit
    /// It is to be said, and perhaps changed, from where the desk may be used.
    case networks(NetworkOrder)
    /// A signed receipt is to be checked.
    case verifyReceipt(String)

    /// The byte that says which on the wire.
    enum Kind: UInt8 {
        case presence = 0
        case addPerson = 1
        case verifyAudit = 2
        case networks = 3
        case verifyReceipt = 4
    }
}

/// A person to add, and the administrator who signs for it.
struct PersonToAdd: Sendable {
    let name: StaffName
    let role: Role
    let password: Password
    let administrator: StaffName
    let administratorPassword: Password
}

/// What is to become of the networks from which the desk may be used; they are said in any case.
enum NetworkOrder: Sendable, Equatable {
    /// Nothing.
    case list
    /// A role gets more of them.
    case allow(Role, [AddressRange])
    /// A role may use it from everywhere again.
    case everywhere(Role)
}

/// What the process that serves answers: the status with which the command ends, and words for the
/// person at the terminal.
struct CommandReply: Sendable, Equatable {
    /// 0, or a ``Refusal/Status``.
    let status: Int32
    let text: String
}

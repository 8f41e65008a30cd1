import GenkanStorage

/// Checks the audit trail; the same whether a command holds the house or the process that serves
/// was asked over its socket.
struct AuditVerification: Sendable {
    let storage: Storage

    /// Does it, and says in one line what came of it.
    func callAsFunction() async -> CommandReply {
        do {
            switch try await storage.audit.verify() {
            case .intact(let count):
                return CommandReply(status: 0, text: "\(count) events, unbroken")
            case .broken(let sequence):
                return CommandReply(
                    status: Refusal.Status.noPermission.rawValue,
                    text: "the trail is broken at event \(sequence)")
            }
        } catch {
            return CommandReply(
                status: Refusal.Status.system.rawValue,
                text: "it could not be read (\(type(of: error)))")
        }
    }
}

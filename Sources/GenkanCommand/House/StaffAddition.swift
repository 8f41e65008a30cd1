import Genkan
import GenkanStorage
import Logging
import Sealing

/// Adds a person to the roster; the same whether a command holds the house or the process that
/// serves was asked over its socket.
struct StaffAddition: Sendable {
    let storage: Storage

    /// Does it, and says in one line what came of it.
    func callAsFunction(_ addition: PersonToAdd) async -> CommandReply {
        do {
            let person = try await storage.staff.add(
                name: addition.name, role: addition.role, password: addition.password,
                by: addition.administrator.text,
                administratorPassword: addition.administratorPassword, now: Clock.now())
            return CommandReply(
                status: 0,
                text: "\(person.name) can sign in, and open what \(addition.administrator) can.")
        } catch let error as StorageError {
            return CommandReply(status: Refusal.Status(error).rawValue, text: error.detail)
        } catch let error as SealingError {
            return CommandReply(
                status: Refusal.Status.noPermission.rawValue, text: "refused: \(error)")
        } catch {
            return CommandReply(
                status: Refusal.Status.system.rawValue,
                text: "it did not come about (\(type(of: error)))")
        }
    }
}

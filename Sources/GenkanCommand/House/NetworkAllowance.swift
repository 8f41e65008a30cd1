import Genkan
import GenkanStorage

/// Says from where the desk may be used, and changes it; the same whether a command holds the house or
/// the process that serves was asked over its socket.
struct NetworkAllowance: Sendable {
    let storage: Storage

    /// Does it, and says how things stand after that, a line for each role.
    func callAsFunction(_ order: NetworkOrder) async -> CommandReply {
        do {
            if let full = try await obey(order) { return full }
            let networks = try await storage.networks.networks()
            let lines = Role.allCases.map { role in
                let listed = networks[role].map(\.description).joined(separator: ", ")
                return "\(role.rawValue): \(listed.isEmpty ? "from everywhere" : listed)"
            }
            return CommandReply(status: 0, text: lines.joined(separator: "\n"))
        } catch let error as StorageError {
            let help = "; --everywhere with its --role mends a row, and opens the role"
            return CommandReply(
                status: Refusal.Status(error).rawValue,
                text: error.detail + (error.code == .corrupted ? help : ""))
        } catch {
            return CommandReply(
                status: Refusal.Status.system.rawValue,
                text: "it did not come about (\(type(of: error)))")
        }
    }

    /// Does what is to be done; answers the refusal if a role has too many networks.
    private func obey(_ order: NetworkOrder) async throws -> CommandReply? {
        switch order {
        case .list: nil
        case .allow(let role, let networks): try await make(.allow(networks), for: role)
        case .everywhere(let role): try await make(.everywhere, for: role)
        }
    }

    private func make(_ change: NetworkChange, for role: Role) async throws -> CommandReply? {
        let outcome = try await storage.networks.change(
            change, for: role, by: .command, now: Clock.now())
        guard outcome == .full else { return nil }
        return CommandReply(
            status: Refusal.Status.data.rawValue,
            text:
                "\(role.rawValue) would have more than \(DeskNetworks.most) networks; none was added"
        )
    }
}

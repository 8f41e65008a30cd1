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
            return CommandReply(
                status: Refusal.Status(error).rawValue,
                text: error.detail + "; --everywhere with its --role mends a row")
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
        case .allow(let role, let networks): try await make(networks.map { .allow($0) }, for: role)
        case .everywhere(let role): try await make([.everywhere], for: role)
        }
    }

    private func make(
        _ changes: [NetworkChange], for role: Role
    ) async throws -> CommandReply? {
        for change in changes {
            let outcome = try await storage.networks.change(
                change, for: role, by: .command, now: Clock.now())
            guard outcome != .full else {
                return CommandReply(
                    status: Refusal.Status.data.rawValue,
                    text: "\(role.rawValue) has \(DeskNetworks.most) networks, the most there may be")
            }
        }
        return nil
    }
}

/// From where the desk may be used, role by role. A role without networks may use it from everywhere.
///
/// This is a flag and no key: whoever holds a form's key can open it wherever they are, once they are
/// past the desk.
public struct DeskNetworks: Hashable, Sendable {
    /// How many networks a role has at most.
    public static let most = 100

    private var networks: [Role: Set<AddressRange>]

    /// Takes the networks of each role.
    public init(_ networks: [Role: Set<AddressRange>] = [:]) {
        self.networks = networks.filter { !$0.value.isEmpty }
    }

    /// The networks of a role, in the order of their text; none for everywhere.
    public subscript(role: Role) -> [AddressRange] {
        (networks[role] ?? []).sorted { $0.description < $1.description }
    }

    /// Whether somebody of the role may use the desk from an address. Of whom no address is known may
    /// not, unless everybody may.
    public func admits(_ address: ClientAddress?, as role: Role) -> Bool {
        guard let own = networks[role] else { return true }
        return address.map { address in own.contains { $0.contains(address) } } ?? false
    }

    /// The networks after a change.
    public func changed(_ change: NetworkChange, for role: Role) -> DeskNetworks {
        var own = networks[role] ?? []
        switch change {
        case .allow(let networks): own.formUnion(networks)
        case .remove(let network): own.remove(network)
        case .everywhere: own = []
        }
        return DeskNetworks(networks.merging([role: own]) { $1 })
    }
}

/// What becomes of the networks of a role.
public enum NetworkChange: Hashable, Sendable {
    /// More networks, all or none of them.
    case allow([AddressRange])
    /// One network less; without the last one everywhere counts.
    case remove(AddressRange)
    /// None any more.
    case everywhere
}

import ArgumentParser
import Genkan

extension Staff {
    /// `genkan staff allow`.
    struct Allow: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say from which networks the desk may be used, by role.",
            discussion: """
                A role without networks may use the desk from everywhere, which is how a house begins. \
                Says how things stand, after the change if one is asked for. It asks for no password and \
                does not look at who might be locked out: it is the way back in. Works while the house is \
                served and while it is not; what is changed counts at once.
                """)

        @OptionGroup var house: HouseOptions

        @Option(help: "viewer, staff, manager or administrator.")
        var role: Role?

        @Option(
            help: """
                A network (203.0.113.0/24, 2001:db8::/32) or one address; may be given more than once.
                """)
        var network: [String] = []

        @Flag(help: "The role may use the desk from everywhere again.")
        var everywhere = false

        @Flag(help: "Change nothing.")
        var list = false

        func validate() throws {
            let isChange = !network.isEmpty || everywhere
            guard !(list && (isChange || role != nil)), !(everywhere && !network.isEmpty) else {
                throw ValidationError("--list, --network and --everywhere exclude one another")
            }
            guard list || (isChange && role != nil) else {
                throw ValidationError("give --role with --network or --everywhere, or --list")
            }
            guard network.count <= Self.most else {
                throw ValidationError("at most \(Self.most) networks at a time")
            }
            if let wrong = network.first(where: { AddressRange($0) == nil }) {
                throw ValidationError("\(wrong): no network; write it like 203.0.113.0/24")
            }
        }

        /// As many as one part of a message holds.
        private static let most = 20

        private var order: NetworkOrder {
            guard let role, !list else { return .list }
            return everywhere
                ? .everywhere(role) : .allow(role, network.compactMap(AddressRange.init))
        }

        func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
            let reply: CommandReply
            if let socket = try UnixSocket.connect(to: configuration.commandSocket) {
                try CommandWire.write(order, to: socket)
                reply = try CommandWire.readReply(from: socket)
            } else {
                let order = order
                reply = try await House.open(configuration, holder: "genkan staff allow") {
                    await NetworkAllowance(storage: $0.storage)(order)
                }
            }
            try reply.end(terminal)
        }
    }
}

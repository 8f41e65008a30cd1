import ArgumentParser
import Genkan
import OpenSSL

/// `genkan staff …`: the people of the house.
struct Staff: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The people of the house.", subcommands: [Add.self, Allow.self])

    /// `genkan staff add NAME`.
    struct Add: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a person, with a key to every form the administrator can open.",
            discussion: """
                Asks for an administrator's name and password, who signs the new roster, and for the \
                new person's password. Works while the house is served and while it is not.
                """)

        @OptionGroup var house: HouseOptions

        @Argument(help: "The new person's name.")
        var name: String

        @Option(
            help: """
                viewer (reads), staff (works), manager (exports and grants, too) or administrator \
                (invites and changes people, too).
                """)
        var role = Role.staff

        @Option(help: "The name of the administrator who signs.")
        var administrator: String?

        @Option(help: "A file (0600) whose only line is that administrator's password.")
        var administratorPasswordFile: String?

        @Option(help: "A file (0600) whose only line is the new person's password.")
        var passwordFile: String?

        func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
            let entry = PersonEntry(terminal: terminal, configuration: configuration)
            let name = try entry.name(name, question: "The new person's name:")
            let signer = try entry.name(administrator, question: "The administrator who signs:")
            let signerSecret = try entry.secret(of: signer, file: administratorPasswordFile)
            let secret = try entry.newSecret(for: name, file: passwordFile)
            let reply: CommandReply
            if let socket = try UnixSocket.connect(to: configuration.commandSocket) {
                try CommandWire.write(.addPerson, to: socket)
                try CommandWire.write(name.text, to: socket)
                try CommandWire.write(role.rawValue, to: socket)
                try secret.withBytes { try CommandWire.write($0, to: socket) }
                try CommandWire.write(signer.text, to: socket)
                try signerSecret.withBytes { try CommandWire.write($0, to: socket) }
                reply = try CommandWire.readReply(from: socket)
            } else {
                let addition = PersonToAdd(
                    name: name, role: role, password: try TypedPassword.password(secret),
                    administrator: signer,
                    administratorPassword: try TypedPassword.password(signerSecret))
                reply = try await House.open(configuration, holder: "genkan staff add") {
                    await StaffAddition(storage: $0.storage)(addition)
                }
            }
            try reply.end(terminal)
        }
    }
}

import ArgumentParser

/// `genkan audit …`: the trail of who did what.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The trail of who did what.", subcommands: [Verify.self])

    /// `genkan audit verify`.
    struct Verify: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no event of the trail was changed, removed or put in between.",
            discussion: "Works while the house is served and while it is not.")

        @OptionGroup var house: HouseOptions

        func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
            let reply =
                if let socket = try UnixSocket.connect(to: configuration.commandSocket) {
                    try CommandWire.ask(.verifyAudit, over: socket)
                } else {
                    try await House.open(configuration, holder: "genkan audit verify") {
                        await AuditVerification(storage: $0.storage)()
                    }
                }
            try reply.end(terminal)
        }
    }
}

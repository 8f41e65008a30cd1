import ArgumentParser

/// The program `genkan`.
@main struct Program: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "genkan",
        abstract: "The entrance for a website's inquiry forms.",
        version: Version.text,
        subcommands: [
            Serve.self, Setup.self, Staff.self, Forms.self, Audit.self, Receipts.self, Doctor.self,
            Certificate.self, Version.self,
        ])
}

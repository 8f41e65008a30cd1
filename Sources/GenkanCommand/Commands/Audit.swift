import ArgumentParser
import GenkanStorage

/// `genkan audit …`: the trail of who did what.
struct Audit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The trail of who did what.", subcommands: [Verify.self])

    /// `genkan audit verify`.
    struct Verify: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Check that no event of the trail was changed, removed or put in between.",
            discussion: "Works while the house is not served: it takes the lock itself.")

        @OptionGroup var house: HouseOptions

        func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
            let verdict = try await House.open(configuration, holder: "genkan audit verify") {
                try await $0.storage.audit.verify()
            }
            switch verdict {
            case .intact(let count): terminal.show("\(count) events, unbroken")
            case .broken(let sequence):
                throw Refusal(.noPermission, "the trail is broken at event \(sequence)")
            }
        }
    }
}

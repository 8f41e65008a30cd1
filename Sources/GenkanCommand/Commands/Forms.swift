import ArgumentParser
import Genkan

/// `genkan forms …`: the files of the forms.
struct Forms: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "The files of the forms.", subcommands: [Check.self])

    /// `genkan forms check`.
    struct Check: HouseCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read the configuration and every form, and tell all that is wrong.",
            discussion: """
                Each problem is one line: file:line: key: what is wrong; what to write instead. \
                Ends with 78 when there is one. Serves and changes nothing.
                """)

        static let readsForms = true

        @OptionGroup var house: HouseOptions

        @Flag(help: "Say nothing when all is well.")
        var quiet = false

        func run(in configuration: HouseConfiguration, terminal: Terminal) throws {
            guard !quiet else { return }
            for form in configuration.forms {
                terminal.show(
                    "\(form.name): \(form.fields.count) fields, \(form.statuses.count) statuses")
            }
        }
    }
}

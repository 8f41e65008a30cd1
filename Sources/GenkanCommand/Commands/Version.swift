import ArgumentParser

/// `genkan version`.
struct Version: ParsableCommand {
    /// The version of this program, without the packages it is made of.
    static let text = "genkan 0.1.0-dev"

    static let configuration = CommandConfiguration(abstract: "Tell the program's version.")

    func run() {
        Terminal().show(Self.text)
    }
}

import ArgumentParser
import Foundation
import Genkan

/// A command that works on a house: its configuration is read first, and what goes wrong ends it
/// with a status of its own and words that say what to do.
protocol HouseCommand: AsyncParsableCommand {
    var house: HouseOptions { get }
    /// Whether the forms are read with the configuration, so that all problems come at once.
    static var readsForms: Bool { get }
    /// Whether the files that a server reads at its start are looked at with the configuration.
    static var readsServerFiles: Bool { get }
    /// Runs before anything is read.
    static func prepare()
    /// Does the work.
    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws
}

extension HouseCommand {
    static var readsForms: Bool { false }

    static var readsServerFiles: Bool { false }

    static func prepare() {}

    func run() async throws {
        let terminal = Terminal()
        do {
            Self.prepare()
            try Hardening.apply()
            let configuration = try house.read(
                withForms: Self.readsForms, withServerFiles: Self.readsServerFiles)
            try await run(in: configuration, terminal: terminal)
        } catch {
            throw Ending(error).told(on: terminal)
        }
    }
}

extension CommandReply {
    /// Says it, and ends the command with its status.
    func end(_ terminal: Terminal) throws {
        terminal.say(text)
        if status != 0 { throw ExitCode(status) }
    }
}

/// The options that every command about a house has.
struct HouseOptions: ParsableArguments {
    @Option(
        name: [.customLong("configuration"), .short],
        help: "The configuration file.")
    var file = "config/genkan.yaml"

    /// Reads the file, the environment and, when asked, the forms and the server's files.
    func read(withForms: Bool, withServerFiles: Bool) throws -> HouseConfiguration {
        let environment = ProcessInfo.processInfo.environment
        return try ConfigurationReader(file: file, environment: environment).read(
            withForms: withForms, withServerFiles: withServerFiles)
    }
}

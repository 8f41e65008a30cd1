import ArgumentParser
import Foundation
import Genkan
import GenkanStorage
import Sealing

/// A command that works on a house: its configuration is read first, and what goes wrong ends it
/// with a status of its own and words that say what to do.
protocol HouseCommand: AsyncParsableCommand {
    var house: HouseOptions { get }
    /// Whether the forms are read with the configuration, so that all problems come at once.
    static var readsForms: Bool { get }
    /// Does the work.
    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws
}

extension HouseCommand {
    static var readsForms: Bool { false }

    func run() async throws {
        let terminal = Terminal()
        do {
            try Hardening.apply()
            try await run(in: try house.read(withForms: Self.readsForms), terminal: terminal)
        } catch let refusal as Refusal {
            terminal.say(refusal.text)
            throw ExitCode(refusal.status.rawValue)
        } catch let problems as ConfigurationProblems {
            for problem in problems.list { terminal.say(problem.description) }
            throw ExitCode(Refusal.Status.configuration.rawValue)
        } catch let error as StorageError {
            terminal.say(error.detail)
            throw ExitCode(Refusal.Status(error).rawValue)
        } catch let error as SealingError {
            terminal.say("refused: \(error)")
            throw ExitCode(Refusal.Status.noPermission.rawValue)
        } catch let error as SystemError {
            terminal.say(error.description)
            throw ExitCode(Refusal.Status.system.rawValue)
        }
    }
}

extension Refusal.Status {
    /// The status with which a command ends after an error of the storage.
    init(_ error: StorageError) {
        self =
            switch error.code {
            case .locked, .setUp: .unavailable
            case .notAllowed, .corrupted: .noPermission
            case .invalid, .notFound: .data
            case .pragmaRefused, .migrationChanged, .unavailable: .system
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

    /// Reads the file, the environment and, when asked, the forms.
    func read(withForms: Bool) throws -> HouseConfiguration {
        let environment = ProcessInfo.processInfo.environment
        return try ConfigurationReader(file: file, environment: environment).read(
            withForms: withForms)
    }
}

import ArgumentParser
import Foundation
import Genkan
import GenkanStorage
import Sealing

/// How a command ends after an error: with a status of its own, and words that say what to do.
struct Ending {
    private let status: Refusal.Status
    private let lines: [String]
    /// What is no error of ours but a way to end that `ArgumentParser` knows.
    private let own: (any Error)?

    init(_ error: any Error) {
        own = error is ExitCode || error is CleanExit || error is ValidationError ? error : nil
        let found = Self.read(error)
        status = found.status
        lines = found.lines
    }

    private static func read(_ error: any Error) -> (status: Refusal.Status, lines: [String]) {
        switch error {
        case let refusal as Refusal: (refusal.status, [refusal.text])
        case let problems as ConfigurationProblems:
            (.configuration, problems.list.map(\.description))
        case let error as StorageError: (Refusal.Status(error), [error.detail])
        case let error as SealingError: (.noPermission, ["refused: \(error)"])
        case let error as SystemError: (.system, [error.description])
        case let error as CocoaError: (.system, [error.localizedDescription])
        default: (.system, ["it cannot go on: \(type(of: error)): \(error)"])
        }
    }

    /// Says it, and answers the error by which the process ends with the status.
    func told(on terminal: Terminal) -> any Error {
        if let own { return own }
        for line in lines { terminal.say(line) }
        return ExitCode(status.rawValue)
    }
}

extension Refusal.Status {
    /// The status with which a command ends after an error of the storage.
    init(_ error: StorageError) {
        self =
            switch error.code {
            case .locked, .setUp, .crowded: .unavailable
            case .notAllowed, .corrupted: .noPermission
            case .invalid, .notFound: .data
            case .pragmaRefused, .migrationChanged, .unavailable: .system
            }
    }
}

import ArgumentParser
import Foundation
import Genkan
import GenkanStorage
import OpenSSL
import Sealing

/// `genkan setup`: the house key, the first administrator, the recovery code.
struct Setup: HouseCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the house: its key, the first administrator and the recovery code.",
        discussion: """
            Asks on the terminal, and shows the recovery code once; it has to be typed back. With \
            all three options it asks nothing and writes the code to a file that its owner alone \
            may read: print that file and delete it.
            """)

    @OptionGroup var house: HouseOptions

    @Option(help: "The first administrator's name.")
    var name: String?

    @Option(help: "A file (0600) whose only line is the administrator's password.")
    var passwordFile: String?

    @Option(help: "A file, not there yet, that the recovery code is written to.")
    var recoveryCodeFile: String?

    @Flag(help: "Do nothing when the house is set up already.")
    var ifNeeded = false

    func run(in configuration: HouseConfiguration, terminal: Terminal) async throws {
        try await House.openForSetUp(configuration) {
            try await setUp($0.storage, configuration, terminal)
        }
    }

    private func setUp(
        _ storage: Storage, _ configuration: HouseConfiguration, _ terminal: Terminal
    ) async throws {
        if try await storage.staff.isSetUp() {
            guard ifNeeded else {
                throw Refusal(
                    .unavailable, "the house in \(configuration.dataDirectory) is set up already")
            }
            return
        }
        let entry = PersonEntry(terminal: terminal, configuration: configuration)
        let name = try entry.name(name, question: "The first administrator's name:")
        let password = try entry.newPassword(for: name, file: passwordFile)
        let code = try RecoveryCode.create()
        try hand(over: code, terminal)
        do {
            let person = try await storage.staff.setUp(
                name: name, password: password, recoveryCode: code, now: Clock.now())
            terminal.say("The house is set up; \(person.name) can sign in.")
        } catch {
            // A code that opens nothing must not lie around.
            if let recoveryCodeFile {
                try? FileManager.default.removeItem(atPath: recoveryCodeFile)
            }
            throw error
        }
    }

    private func hand(over code: RecoveryCode, _ terminal: Terminal) throws {
        if let recoveryCodeFile {
            var failure: (any Error)?
            try code.withText { text in
                do { try SecretFile.create(recoveryCodeFile, text) } catch { failure = error }
            }
            if let failure { throw failure }
            return
        }
        let text = try code.withText { text in
            String(decoding: (0..<text.count).map { text[$0] }, as: UTF8.self)
        }
        terminal.say(
            """

            The recovery code. It holds the keys to everything, for the day on which nobody can sign \
            in any more: write it down and keep it apart from this machine; it is shown once. It is \
            typed at the sign-in, under "I cannot sign in".

                \(text)

            """)
        try confirm(code, terminal)
    }

    private func confirm(_ code: RecoveryCode, _ terminal: Terminal) throws {
        while true {
            let typed = try terminal.askSecret("Type it back:", isShown: true)
            let read = try typed.withBytes { try RecoveryCode.read($0) }
            let same = try read.map { try $0.isSame(as: code) } ?? false
            guard !same else { return }
            terminal.say("That is not the code. Case, spaces and hyphens do not matter.")
        }
    }
}

extension RecoveryCode {
    /// Whether both are one code, in a time that tells nothing.
    fileprivate func isSame(as other: RecoveryCode) throws -> Bool {
        let mine = try withText { text in (0..<text.count).map { text[$0] } }
        return try other.withText { ConstantTime.equal(mine.span, $0) }
    }
}

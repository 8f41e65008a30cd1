import Genkan
import GenkanWeb
import OpenSSL
import Sealing

/// Names and passwords as they are typed, or as a file gives them.
struct PersonEntry {
    let terminal: Terminal
    let rule: PasswordRule

    /// - Parameter configuration: says by which name the outside knows the house, which is no part of
    ///   a good password.
    init(terminal: Terminal, configuration: HouseConfiguration) {
        self.terminal = terminal
        rule = PasswordRule(host: configuration.server.publicHost)
    }

    private static let nameRule =
        "a name is one line of 1 to 64 characters and at most \(StaffName.longest) bytes of UTF-8"

    /// The name that was given, or else asked for until one is acceptable.
    func name(_ given: String?, question: String) throws -> StaffName {
        if let given {
            guard let name = StaffName(given) else {
                throw Refusal(.data, "\(given): \(Self.nameRule)")
            }
            return name
        }
        while true {
            if let name = StaffName(try terminal.ask(question)) { return name }
            terminal.say("That will not do: \(Self.nameRule).")
        }
    }

    /// A new password, from the file's only line or typed twice, that `PasswordRule` accepts.
    func newPassword(for name: StaffName, file: String?) throws -> Password {
        try TypedPassword.password(newSecret(for: name, file: file))
    }

    /// The same before it becomes a ``Password``, for handing over to the process that serves.
    func newSecret(for name: StaffName, file: String?) throws -> SecretBytes {
        if let file {
            let typed = try SecretFile.readLine(file)
            if let objection = TypedPassword.objection(to: typed, name: name, rule: rule) {
                throw Refusal(.data, "\(file): the password will not do. \(objection)")
            }
            return typed
        }
        let suggestion = try PasswordSuggestion.draw(random: SecureRandom.bytes)
        terminal.say(
            """
            A password has at least \(PasswordRule.shortest) characters. A sentence of several words is \
            good, or words that were drawn just now for nobody else:

                \(suggestion)

            """)
        while true {
            let typed = try terminal.askSecret("A new password for \(name) (not shown):")
            if let objection = TypedPassword.objection(to: typed, name: name, rule: rule) {
                terminal.say("That will not do. \(objection)")
                continue
            }
            let again = try terminal.askSecret("Once more:")
            if typed.matches(again) { return typed }
            terminal.say("The two differ.")
        }
    }

    /// A password that exists, from the file's only line or typed.
    func secret(of name: StaffName, file: String?) throws -> SecretBytes {
        if let file { return try SecretFile.readLine(file) }
        return try terminal.askSecret("The password of \(name) (not shown):")
    }
}

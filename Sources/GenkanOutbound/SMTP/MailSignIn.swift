/// The name and the password for a mail server. The password is asked for when it is used and kept
/// nowhere; no description has it.
public struct MailSignIn: Sendable, CustomStringConvertible, CustomReflectable {
    /// The name to sign in with.
    let name: String
    /// The password's bytes in UTF-8.
    let password: @Sendable () throws -> [UInt8]

    /// - Parameters:
    ///   - name: 1 to 255 bytes of UTF-8 without control characters; nil is returned for another.
    ///   - password: gives the password in UTF-8 each time it is needed; what it throws counts as
    ///     ``MailError/signInRefused``.
    public init?(name: String, password: @escaping @Sendable () throws -> [UInt8]) {
        guard (1...255).contains(name.utf8.count),
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return nil }
        self.name = name
        self.password = password
    }

    /// Nothing of what is in it.
    public var description: String { "MailSignIn" }

    /// Nothing of what is in it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

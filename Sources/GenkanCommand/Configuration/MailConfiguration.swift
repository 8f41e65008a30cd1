import Foundation
import Genkan
import GenkanOutbound
import OpenSSL

/// How the house sends mail.
struct MailConfiguration: Sendable {
    /// The server that takes it.
    let server: MailServer
    /// What it comes from.
    let sender: MailAddress
    /// The name beside that.
    let senderName: String
    /// The name to sign in with, if there is one.
    let user: String?
    /// The file with the password, if there is one.
    let passwordFile: String?
    /// The file with the issuers that count, if there is one.
    let authorityFile: String?
    /// When what failed is tried again.
    let retry: RetrySchedule
    /// For how long what is to be told is gathered after a mail.
    let gathering: Duration

    /// Nil without a server, or for settings with a problem, which is among those of `settings` then.
    init?(_ settings: inout CheckedSettings) {
        guard let host = settings.settings.text("mail.host") else {
            settings.refuseMailWithoutHost()
            return nil
        }
        let (user, passwordFile) = settings.mailSignIn()
        let sender = settings.mailSender()
        let server = settings.mailServer(host, user: user, passwordFile: passwordFile)
        guard let sender, let server else { return nil }
        self.server = server
        self.sender = sender
        self.user = user
        self.passwordFile = passwordFile
        senderName = settings.text("mail.from_name")
        authorityFile = settings.settings.text("mail.certificate_authority")
        retry = RetrySchedule(first: settings.duration("mail.first_retry_seconds"))
        gathering = settings.duration("mail.gather_seconds")
    }
}

extension MailServer.Security {
    /// The port of servers that take mail this way.
    fileprivate var port: Int {
        switch self {
        case .startTLS: 587
        case .tls: 465
        case .none: 25
        }
    }
}

extension CheckedSettings {
    /// Keys that do nothing without a server.
    private static let needingHost = [
        "mail.port", "mail.user", "mail.password_file", "mail.from", "mail.certificate_authority",
    ]

    fileprivate mutating func refuseMailWithoutHost() {
        for key in Self.needingHost where settings.text(key) != nil || settings.integer(key) != nil
        {
            refuse(key, "does nothing without mail.host", "write mail.host, or remove this")
        }
    }

    /// Both, or neither.
    fileprivate mutating func mailSignIn() -> (user: String?, passwordFile: String?) {
        let (user, file) = (settings.text("mail.user"), settings.text("mail.password_file"))
        if user != nil, file == nil {
            refuse("mail.user", "has no password", "write mail.password_file as well")
        }
        if user == nil, file != nil {
            refuse("mail.password_file", "has no name", "write mail.user as well")
        }
        return (user, file)
    }

    fileprivate mutating func mailSender() -> MailAddress? {
        guard let text = settings.text("mail.from") else {
            refuse("mail.host", "has no address to send from", "write mail.from as well")
            return nil
        }
        guard let address = MailAddress(text) else {
            refuse("mail.from", "is no mail address (\(text))", "write one: forms@example.jp")
            return nil
        }
        return address
    }

    fileprivate mutating func mailServer(
        _ host: String, user: String?, passwordFile: String?
    ) -> MailServer? {
        let security = MailServer.Security(rawValue: text("mail.security")) ?? .startTLS
        var signIn: MailSignIn?
        if let user, let passwordFile {
            signIn = MailSignIn(name: user) { try SecretFile.password(passwordFile) }
            if signIn == nil {
                refuse("mail.user", "holds a control character", "write the name as it is given")
            }
        }
        do throws(MailServer.Flaw) {
            return try MailServer(
                host: host, port: settings.integer("mail.port") ?? security.port,
                security: security, signIn: signIn,
                issuers: settings.text("mail.certificate_authority").map { .file($0) } ?? .system)
        } catch {
            refuse(error, host)
            return nil
        }
    }

    private mutating func refuse(_ flaw: MailServer.Flaw, _ host: String) {
        switch flaw {
        case .host:
            refuse("mail.host", "is no host (\(host))", "write a name, or an address")
        case .port:
            refuse("mail.port", "is no port", "write one, such as 587")
        case .clearToOutside:
            refuse(
                "mail.security", "would send in clear to another machine",
                "write starttls or tls; none is for localhost")
        }
    }
}

extension SecretFile {
    /// The password in a file, as a mail server gets it.
    static func password(_ path: String) throws -> [UInt8] {
        try readLine(path).withBytes { bytes in bytes.indices.map { bytes[$0] } }
    }
}

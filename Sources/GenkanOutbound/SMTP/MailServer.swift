import Genkan
import NIOCore

/// A mail server that takes our mail for delivery, and how it is reached. A value; nothing here
/// connects or reads files.
public struct MailServer: Sendable {
    /// How the connection is protected. The certificate is verified with its name, whichever it is.
    public enum Security: String, CaseIterable, Sendable {
        /// In clear to begin with, then STARTTLS (RFC 3207), without which nothing is sent. Port 587.
        case startTLS = "starttls"
        /// TLS from the first byte (RFC 8314). Port 465.
        case tls
        /// Nothing; to a server on this machine only.
        case none
    }

    /// Why settings are none.
    public enum Flaw: Error, Hashable, Sendable {
        /// Neither a host name in ASCII nor an IP address.
        case host
        /// Not between 1 and 65535.
        case port
        /// ``Security/none`` to another machine.
        case clearToOutside
    }

    /// The host name, which the certificate must have, or an IP address without brackets.
    public let host: String
    /// The TCP port.
    public let port: Int
    /// How the connection is protected.
    public let security: Security
    /// With what we sign in; nil for a server that does not ask.
    public let signIn: MailSignIn?
    /// Whose certificates count.
    public let issuers: TrustedIssuers
    /// How long it may take.
    public var patience: MailPatience

    /// Takes the settings; throws what is wrong with them.
    public init(
        host: String, port: Int, security: Security, signIn: MailSignIn? = nil,
        issuers: TrustedIssuers = .system, patience: MailPatience = MailPatience()
    ) throws(Flaw) {
        let address = Self.address(host)
        guard address != nil || MailAddress.isDomain(host) else { throw .host }
        guard (1...65_535).contains(port) else { throw .port }
        let isHere = host.lowercased() == "localhost" || address?.isLoopback == true
        guard security != .none || isHere else { throw .clearToOutside }
        self.host = host
        self.port = port
        self.security = security
        self.signIn = signIn
        self.issuers = issuers
        self.patience = patience
    }

    /// The name for SNI and the certificate; nil for an IP address, which the certificate must then name.
    var certificateName: String? { Self.address(host) == nil ? host : nil }

    private static func address(_ host: String) -> SocketAddress? {
        // C would stop at a NUL and see another address.
        guard host.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return nil }
        return try? SocketAddress(ipAddress: host, port: 0)
    }
}

extension SocketAddress {
    /// Whether this is 127.0.0.0/8 or ::1.
    var isLoopback: Bool {
        guard let ipAddress else { return false }
        let isFour = self.protocol == .inet
        return ipAddress == "::1" || isFour && ipAddress.utf8.starts(with: "127.".utf8)
    }
}

/// How far a mail had come when it went wrong; the raw value is a word for logs.
public enum MailStage: String, CaseIterable, Sendable {
    /// The name is resolved and the connection made.
    case connection = "connect"
    /// The TLS handshake.
    case handshake = "tls"
    /// The server's first reply.
    case greeting
    /// EHLO.
    case hello = "ehlo"
    /// STARTTLS, before the handshake.
    case startTLS = "starttls"
    /// AUTH.
    case signIn = "auth"
    /// MAIL FROM.
    case sender = "mail"
    /// RCPT TO.
    case recipient = "rcpt"
    /// DATA, before anything of the message.
    case data
    /// The message with the dot that ends it.
    case content
}

/// What a server offers in its reply to EHLO (RFC 5321 § 4.1.1.1).
public struct SMTPOffers: Hashable, Sendable {
    /// STARTTLS of RFC 3207.
    public let startTLS: Bool
    /// The mechanisms of AUTH (RFC 4954), in capitals.
    public let signIns: Set<String>

    /// Reads the lines after the first, which holds the server's name.
    public init(_ reply: SMTPReply) {
        let offers = reply.lines.dropFirst().map { line in
            line.uppercased().split(separator: " ").map(String.init)
        }
        startTLS = offers.contains { $0.first == "STARTTLS" }
        signIns = Set(offers.filter { $0.first == "AUTH" }.flatMap { $0.dropFirst() })
    }
}

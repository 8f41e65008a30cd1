public import Genkan

/// What names a mail for good: 16 random bytes. A mail that is sent again keeps it, so that mailboxes
/// may see that it is the same.
public struct MessageID: Hashable, Sendable {
    /// The 16 bytes.
    public let bytes: [UInt8]

    /// Takes 16 random bytes; nil for any other number.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// The Message-ID of a mail from this sender, without angle brackets: the bytes in hexadecimal,
    /// `@` and the sender's domain.
    public func text(for sender: MailAddress) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "\(String(decoding: hex, as: UTF8.self))@\(sender.domain)"
    }
}

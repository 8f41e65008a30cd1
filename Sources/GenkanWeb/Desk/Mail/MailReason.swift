/// Why mail does not go out, in words; from the word that the outbox keeps.
struct MailReason {
    /// Such as `refused-for-now-450-rcpt`.
    let word: String

    private static let families = [
        "cannot-connect", "connection-lost", "timed-out", "certificate-refused", "no-tls",
        "sign-in-refused", "refused-for-now", "refused", "no-mailbox", "protocol-broken", "unknown",
    ]

    func text(_ texts: Texts) -> String {
        let family = Self.families.first { word == $0 || word.utf8.starts(with: "\($0)-".utf8) }
        let code = word.split(separator: "-").first { $0.utf8.allSatisfy(isDigit) } ?? "–"
        return texts("desk-mail-reason-\(family ?? "other")", ["code": String(code)])
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}

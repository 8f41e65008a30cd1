import Foundation
import Genkan
import OpenSSL
import Sealing

/// A password as it came from the terminal, a file or the command socket.
enum TypedPassword {
    /// The password that was typed, in the form in which it is derived from.
    ///
    /// - Throws: ``Refusal`` when it is empty, too long or not UTF-8.
    static func password(_ typed: borrowing SecretBytes) throws -> Password {
        try typed.withBytes { bytes in
            guard (0..<bytes.count).contains(where: { bytes[$0] >= 0x80 }) else {
                return try password(normalised: bytes)
            }
            let copied = (0..<bytes.count).map { bytes[$0] }
            guard let text = String(validating: copied, as: UTF8.self) else {
                throw Refusal(.data, "the password is not UTF-8")
            }
            let normalised = Array(TextDoor.normalised(text).utf8)
            return try password(normalised: normalised.span)
        }
    }

    private static func password(normalised bytes: Span<UInt8>) throws -> Password {
        guard (1...Password.longest).contains(bytes.count) else {
            throw Refusal(.data, "the password has 1 to \(Password.longest) bytes")
        }
        return try Password(normalised: bytes)
    }

    /// What is wrong with `typed` as a new password of `name`, in words; nil when it will do.
    static func objection(
        to typed: borrowing SecretBytes, name: StaffName, rule: PasswordRule
    ) -> String? {
        typed.withBytes { bytes in
            let text = String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
            return rule.problem(with: text, of: name)?.text.en
        }
    }
}

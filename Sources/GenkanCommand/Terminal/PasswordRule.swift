import Foundation
import Genkan
import OpenSSL
import Sealing

/// What a new password must be. A key is derived from it and nothing else protects what it opens,
/// so it has to withstand guessing by whoever has the database and the house key.
enum PasswordRule {
    /// The fewest Unicode scalars.
    static let shortest = 15
    /// The fewest different Unicode scalars.
    static let fewestDifferent = 5

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

    /// What is wrong with `typed` as a new password of `name`, or nil.
    static func objection(to typed: borrowing SecretBytes, name: StaffName) -> String? {
        typed.withBytes { bytes in
            let text = String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
            let scalars = TextDoor.normalised(text).unicodeScalars
            if scalars.count < shortest {
                return "it has \(scalars.count) characters; at least \(shortest) are needed"
            }
            if Set(scalars).count < fewestDifferent {
                return
                    "it repeats itself; at least \(fewestDifferent) different characters are needed"
            }
            // The name several times over is the name.
            let rest = text.lowercased().replacing(name.text.lowercased(), with: "")
            return rest.unicodeScalars.count < shortest / 2
                ? "little is left of it without the name" : nil
        }
    }
}

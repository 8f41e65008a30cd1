import Genkan
public import Sealing

/// A second factor that somebody is setting up: it travels in the page that shows its QR code, sealed
/// under the person's own key, and is stored once a first code of it was right.
public enum SecondFactorDraft {
    /// What the hidden field of the page holds.
    public static func text(
        _ content: SecondFactorContent, of keychain: Keychain
    ) throws(SealingError) -> String {
        Hexadecimal.text(try keychain.seal(secondFactor: content).sealed)
    }

    /// What a field held that this person's page was given; nil for anything else.
    public static func read(_ text: String, of keychain: Keychain) throws -> SecondFactorContent? {
        guard let sealed = Hexadecimal.bytes(text) else { return nil }
        return try ifGenuine { () throws(SealingError) in
            try keychain.secondFactor(
                SealedSecondFactor(person: keychain.person.id, sealed: sealed))
        }
    }
}

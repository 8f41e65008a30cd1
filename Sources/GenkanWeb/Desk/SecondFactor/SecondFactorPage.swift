import Genkan
import GenkanStorage
import Hummingbird
import Proofs
import Sealing

/// What the page shows on which somebody sets up a second factor: a QR code, the same to type, and the
/// factor itself, sealed. It is a page of secrets: shown once, kept by nobody.
struct SecondFactorPage {
    let texts: Texts
    let person: String

    /// A new factor.
    func values(of keychain: Keychain) throws -> [String: Any] {
        try values(SecondFactor.create(), of: keychain)
    }

    /// The same again, after a wrong code.
    func values(_ factor: SecondFactor, of keychain: Keychain) throws -> [String: Any] {
        var values = try picture(of: factor)
        values["draft"] = try SecondFactorDraft.text(factor.content(), of: keychain)
        return values
    }

    /// The QR code, and the same to type.
    func picture(of factor: SecondFactor) throws -> [String: Any] {
        let issuer = texts["product"]
        let code = try factor.seed.withAddress(issuer: issuer, account: person) {
            (address) throws(ProofError) in try QRCode(address)
        }
        let typed = try factor.seed.withTypedText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        return ["qrPath": code.path, "qrBox": code.viewBox, "secret": typed]
    }

    /// The codes as a template lists them.
    static func codes(of factor: SecondFactor) throws -> [String] {
        try (0..<BackupCodes.count).compactMap { place in
            try factor.backupCodes.withText(place) { text in
                String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
            }
        }
    }
}

extension SecondFactor {
    /// What a page's sealed field and a first code make: the factor to store, with that code used up.
    static func confirmed(
        draft: String, code: String, of keychain: Keychain, now: Instant
    ) throws -> Confirmation {
        guard let content = try SecondFactorDraft.read(draft, of: keychain) else { return .noDraft }
        let factor = try SecondFactor.read(content)
        guard let step = try factor.seed.check(code, now: now.seconds, after: factor.lastStep)
        else { return .wrong(factor) }
        return .right(try factor.using(.oneTimePassword(step: step)))
    }

    /// What became of a first code.
    enum Confirmation {
        /// The page is not one that this person was given.
        case noDraft
        /// The code is wrong: the same QR code is shown again.
        case wrong(SecondFactor)
        /// The factor counts.
        case right(SecondFactor)
    }
}

import OpenSSL

@testable import Proofs

/// The day the tests are played on: 2026-11-23 12:00 UTC, in seconds since 1970.
let noon: Int64 = 1_795_435_200

/// The form vera fills in, and another one of the same house.
let contact = "01890a5d-ac96-774b-bcce-b302099a8057"
let newsletter = "01890a5d-ac96-774b-bcce-b302099a8058"

func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

func hex(_ text: String) -> [UInt8] {
    Hex.bytes(text, count: text.utf8.count / 2) ?? []
}

/// A key with a secret of the given text, whatever its length.
func proofKey(_ secret: String) throws -> ProofKey {
    ProofKey(unchecked: try SecretBytes(copying: utf8(secret)))
}

/// An issuer with the secrets of the published vectors and the house's policy, or a cheap one.
func issuer(
    _ policy: AltchaPolicy = .standard, signing: String = "sig-secret",
    key name: String = "key-secret"
) throws -> AltchaIssuer {
    AltchaIssuer(
        keys: try AltchaKeys(signing: proofKey(signing), key: proofKey(name)), policy: policy)
}

extension AltchaPolicy {
    /// The cost of the published vectors; the search is short.
    static let cheap = AltchaPolicy(cost: 1000, counters: 3...9, lifetime: 600)
}

/// The base64 of a payload, edited as JSON text.
func edited(_ payload: String, _ edit: (String) -> String) -> String {
    let json = String(decoding: Base64.standard.bytes(payload) ?? [], as: UTF8.self)
    return Base64.standard.text(utf8(edit(json)))
}

extension String {
    /// This text with the first `old` in it replaced; the text must hold it.
    func replacing(first old: String, with new: String) -> String {
        let bytes = Array(utf8)
        let target = Array(old.utf8)
        for start in 0...max(0, bytes.count - target.count)
        where bytes[start...].starts(with: target) {
            let text = bytes[..<start] + Array(new.utf8) + bytes[(start + target.count)...]
            return String(decoding: text, as: UTF8.self)
        }
        return "the text has no \(old)"
    }
}

/// What a secret lends, as text.
func text(_ bytes: Span<UInt8>) -> String {
    String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
}

/// A secret's bytes, for tests that compare them.
func exposed(_ secret: borrowing SecretBytes) -> [UInt8] {
    secret.withBytes { bytes in bytes.indices.map { bytes[$0] } }
}

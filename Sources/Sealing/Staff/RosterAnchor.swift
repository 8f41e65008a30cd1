import OpenSSL

/// What the chain of rosters hangs on: the digest of the first one (which names the set-up
/// administrator and the recovery person with their keys), signed by the house key at set-up.
public struct RosterAnchor: Hashable, Sendable {
    /// The length of `bytes`.
    public static let byteCount = 96

    let founding: [UInt8]
    let signature: [UInt8]

    init(founding: [UInt8], house: HouseKey) throws(OpenSSLError) {
        self.founding = founding
        signature = try house.signing.signature(.rosterAnchor, for: founding)
    }

    /// The anchor as it was stored, not yet verified; nil for another length.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        founding = Array(bytes[..<SHA256.digestCount])
        signature = Array(bytes[SHA256.digestCount...])
    }

    /// SHA-256 of the first roster's bytes (32), then the house's signature (64).
    public var bytes: [UInt8] { founding + signature }

    /// Throws unless the house signed this anchor, and it is the one of this roster.
    func verify(founding digest: [UInt8], house: HousePublicKey) throws {
        try house.key.verify(signature, .rosterAnchor, for: founding)
        guard founding == digest else { throw Refusal.refused }
    }
}

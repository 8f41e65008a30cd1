import OpenSSL

/// What both ceremonies check.
extension RelyingParty {
    /// What the browser says: type, challenge, origin and frames (WebAuthn Level 3 § 7.1, § 7.2).
    func check(
        _ clientData: [UInt8], type: String, challenge: WebAuthnChallenge
    ) throws(WebAuthnRefusal) {
        let data = try ClientData(clientData)
        guard data.type.elementsEqual(type.utf8) else { throw .wrongType }
        let expected = Array(challenge.text.utf8)
        guard ConstantTime.equal(data.challenge.span, expected.span) else { throw .wrongChallenge }
        guard data.origin.elementsEqual(origin.utf8) else { throw .wrongOrigin }
        guard !data.isCrossOrigin else { throw .crossOrigin }
        guard !data.isFramed else { throw .framed }
    }

    /// What the authenticator says: relying party and flags (WebAuthn Level 3 § 7.1, § 7.2). User
    /// verification is always required.
    func check(_ data: AuthenticatorData) throws(WebAuthnRefusal) {
        guard data.relyingPartyHash == idHash else { throw .foreignRelyingParty }
        guard data.flags.contains(.userPresent) else { throw .userAbsent }
        guard data.flags.contains(.userVerified) else { throw .userUnverified }
        guard data.flags.contains(.backupEligible) || !data.flags.contains(.backedUp) else {
            throw .backupContradictory
        }
    }
}

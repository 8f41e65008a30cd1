import OpenSSL

/// What both ceremonies check.
extension RelyingParty {
    /// WebAuthn Level 3 § 7.1 steps 7 to 12, § 7.2 steps 11 to 15.
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

    /// WebAuthn Level 3 § 7.1 steps 14 to 18, § 7.2 steps 16 to 19; user verification is always
    /// required.
    func check(_ data: AuthenticatorData) throws(WebAuthnRefusal) {
        guard data.relyingPartyHash == idHash else { throw .foreignRelyingParty }
        guard data.flags.contains(.userPresent) else { throw .userAbsent }
        guard data.flags.contains(.userVerified) else { throw .userUnverified }
        guard data.flags.contains(.backupEligible) || !data.flags.contains(.backedUp) else {
            throw .backupContradictory
        }
    }
}

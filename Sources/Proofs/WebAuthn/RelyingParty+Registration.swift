extension RelyingParty {
    /// Checks what a browser answered to ``PasskeyCreationOptions`` (WebAuthn Level 3 § 7.1).
    ///
    /// The page asks for no attestation: an attestation of another format is accepted, but nobody
    /// verifies or believes it. Nothing proves here that the client holds the private key either;
    /// the first assertion does.
    ///
    /// What the caller does: forget the challenge whatever the answer is, and refuse a credential
    /// id that any person of the house has already (a unique key).
    ///
    /// - Parameters:
    ///   - response: what the page sent.
    ///   - challenge: the one of the options.
    ///   - offered: the algorithms of the options.
    public func register(
        _ response: PasskeyRegistrationResponse, challenge: WebAuthnChallenge,
        offered: [PasskeyAlgorithm] = PasskeyAlgorithm.allCases
    ) throws(WebAuthnRefusal) -> PasskeyRegistration {
        try check(response.clientData, type: "webauthn.create", challenge: challenge)
        let data = try AttestationObject(response.attestationObject).authenticatorData
        try check(data)
        guard let credential = data.credential else { throw .credentialMissing }
        guard offered.contains(credential.publicKey.algorithm) else { throw .unofferedAlgorithm }
        guard credential.id == response.credentialID else { throw .credentialMismatch }
        return PasskeyRegistration(
            credentialID: credential.id, publicKey: credential.publicKey, counter: data.counter,
            isBackupEligible: data.flags.contains(.backupEligible),
            isBackedUp: data.flags.contains(.backedUp), aaguid: credential.aaguid,
            transports: response.transports, isPRFEnabled: response.isPRFEnabled)
    }
}

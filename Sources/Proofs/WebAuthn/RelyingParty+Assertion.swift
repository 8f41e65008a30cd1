import OpenSSL

extension RelyingParty {
    /// Checks what a browser answered to ``PasskeyRequestOptions`` (WebAuthn Level 3 § 7.2).
    ///
    /// What the caller does: forget the challenge whatever the answer is, and store the passkey
    /// that comes back on the condition that the stored one is still the one that was given, so
    /// that of two assertions at once only one counts. After `cloned` nothing is stored: tell the
    /// person and keep it for the trail.
    ///
    /// - Parameters:
    ///   - response: what the page sent.
    ///   - challenge: the one of the options.
    ///   - owner: who is expected to answer, and with which passkeys.
    /// - Returns: the passkey that signed, with its new counter and backup state: a row to store.
    public func verify(
        _ response: PasskeyAssertionResponse, challenge: WebAuthnChallenge, owner: PasskeyOwner
    ) throws(WebAuthnRefusal) -> Passkey {
        let passkey = try owner.passkey(of: response)
        try check(response.clientData, type: "webauthn.get", challenge: challenge)
        let data = try AuthenticatorData(response.authenticatorData)
        guard data.credential == nil else { throw .credentialUnexpected }
        try check(data)
        try checkSignature(of: response, by: passkey.publicKey)
        // Behind the signature, so that these two say something about the authenticator.
        guard data.flags.contains(.backupEligible) == passkey.isBackupEligible else {
            throw .backupEligibilityChanged
        }
        guard data.counter > passkey.counter || (data.counter == 0 && passkey.counter == 0) else {
            throw .cloned
        }
        return passkey.used(
            counter: data.counter, isBackedUp: data.flags.contains(.backedUp))
    }

    private func checkSignature(
        of response: PasskeyAssertionResponse, by key: PasskeyPublicKey
    ) throws(WebAuthnRefusal) {
        let isValid = try WebAuthnRefusal.checking { () throws(ProofError) in
            let digest = try ProofError.wrapping { () throws(OpenSSLError) in
                try SHA256.digest(of: response.clientData.span)
            }
            return try key.isValid(response.signature, for: response.authenticatorData + digest)
        }
        guard isValid else { throw .wrongSignature }
    }
}

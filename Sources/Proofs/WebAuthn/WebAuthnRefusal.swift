/// Why a passkey was not registered or did not sign somebody in. For the log and for tests; the
/// person sees one text for all but ``cloned``.
public enum WebAuthnRefusal: Error, Hashable, Sendable {
    /// A part of the response is no base64url, empty, or longer than any authenticator makes it.
    case malformedResponse
    /// The client data is no JSON object in UTF-8, names a member twice, or lacks one.
    case malformedClientData
    /// The client data belongs to the other ceremony.
    case wrongType
    /// The challenge is not the one that was sent.
    case wrongChallenge
    /// The page that asked is not one of ours.
    case wrongOrigin
    /// A frame inside a page of another origin asked.
    case crossOrigin
    /// The client data names the page around a frame.
    case framed
    /// The attestation object is not the canonical CBOR of its three members.
    case malformedAttestation
    /// The attestation says that it is none and yet holds something.
    case attestationNotEmpty
    /// The authenticator data is too short, too long, or its extensions are no map.
    case malformedAuthenticatorData
    /// The authenticator data was made for another relying party.
    case foreignRelyingParty
    /// Nobody touched the authenticator.
    case userAbsent
    /// The authenticator did not verify who touched it.
    case userUnverified
    /// Backed up, and yet not eligible for it.
    case backupContradictory
    /// A registration without a credential.
    case credentialMissing
    /// An assertion with the data of a new credential.
    case credentialUnexpected
    /// The credential id is empty or has more than 1023 bytes.
    case malformedCredentialID
    /// The public key is not the COSE key of its algorithm, or no point on the curve.
    case malformedPublicKey
    /// A key of an algorithm that was not offered.
    case unofferedAlgorithm
    /// The response names another credential than the authenticator made.
    case credentialMismatch
    /// The credential is not among those allowed.
    case unknownCredential
    /// No user handle where only it can say who signs in.
    case userMissing
    /// The user handle is somebody else's.
    case foreignUser
    /// The signature is not one of these data by this passkey.
    case wrongSignature
    /// The passkey could not be backed up and now can, or the other way round.
    case backupEligibilityChanged
    /// Everything else is right, but the signature counter did not rise: there may be a second
    /// copy of this authenticator.
    case cloned
    /// A stored passkey is not in its format.
    case malformedPasskey
    /// libcrypto refused; nothing could be checked.
    case uncheckable

    /// Runs `body`, turning libcrypto's refusal into ours.
    static func checking<R>(
        _ body: () throws(ProofError) -> R
    ) throws(WebAuthnRefusal) -> R {
        do { return try body() } catch { throw .uncheckable }
    }
}

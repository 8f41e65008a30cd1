/// What a key, a sealed box or a signature is for. Every derivation and every signature in this
/// house names one of these, so that nothing made for one purpose is accepted for another.
/// The table in `EnvelopeFormat.md` lists them with what each is bound to.
enum Label: String, CaseIterable {
    // HPKE `info`
    case person = "genkan/v1/person"
    case personSigning = "genkan/v1/person-signing"
    case grant = "genkan/v1/grant"
    case dataKey = "genkan/v1/data-key"
    case house = "genkan/v1/house"
    case invitationKey = "genkan/v1/invitation-key"

    // HKDF `info`
    case record = "genkan/v1/record"
    case commit = "genkan/v1/commit"
    case dataKeyWrap = "genkan/v1/data-key-wrap"
    case credential = "genkan/v1/credential"
    case session = "genkan/v1/session"
    case sessionPerson = "genkan/v1/session-person"
    case sessionPlace = "genkan/v1/session-place"
    case pendingSignIn = "genkan/v1/pending-sign-in"
    case secondFactor = "genkan/v1/second-factor"
    case passkeyTicket = "genkan/v1/passkey-ticket"
    case invitationMark = "genkan/v1/invitation-mark"
    case acceptanceKey = "genkan/v1/acceptance-key"
    case acceptanceCommit = "genkan/v1/acceptance-commit"
    case acceptanceDraft = "genkan/v1/acceptance-draft"

    // HMAC message prefix
    case acceptance = "genkan/v1/acceptance"

    // Ed25519 message prefixes
    case roster = "genkan/v1/roster"
    case rosterAnchor = "genkan/v1/roster-anchor"
    case invitation = "genkan/v1/invitation"
    case formKey = "genkan/v1/form-key"
    case formDefinition = "genkan/v1/form-definition"
    case dataKeyRecord = "genkan/v1/data-key-record"
    case passkey = "genkan/v1/passkey"

    /// The text alone: for HPKE, which binds the length of `info` by itself.
    var bytes: [UInt8] { Array(rawValue.utf8) }

    /// The text and a zero byte: wherever other bytes follow, so that no label continues another.
    var separated: [UInt8] { bytes + [0] }
}

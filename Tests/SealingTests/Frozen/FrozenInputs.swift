import OpenSSL

@testable import Sealing

/// Fixed inputs, from which the bytes of `FrozenVectors` were made once. Ephemeral keys, nonces and
/// ids are fixed only here: in a house they are random.
struct FrozenInputs {
    let world: World
    let password: Password
    let recoveryCode: RecoveryCode
    let credential: NewCredential
    let recoveryCredential: NewCredential
    let sealedPersonKey: SealedPersonKey
    let grant: Grant
    let dataKey: DataKey
    let dataKeyRecord: DataKeyRecord
    let title: SealedEnvelope
    let answers: SealedEnvelope
    let file: SealedEnvelope
    let token: SessionToken
    let runtime: RuntimeSecret
    let session: [UInt8]
    let secondFactor: SealedSecondFactor
    let houseCopy: [UInt8]
    let submissionRandomness: [UInt8]
    let answersCode: [UInt8]

    static let salt = [UInt8](repeating: 0x5A, count: 16)
    static let titleText = "山田 太郎"
    static let answersText = "name=山田 太郎&email=vera@example.org"
    /// A key, a length of 70,000 and a digest.
    static let fileKey = [UInt8](0...31) + [0, 0, 0, 0, 0, 1, 0x11, 0x70] + [UInt8](64...95)
    static let definition = Array(#"{"name":"contact"}"#.utf8)
    static let passkeyContent = [UInt8](0..<120)
    static let retryToken = [UInt8](0...15)
    static let retriedAnswers = Array("anna\u{0}山田".utf8)
    static let facts = SessionFacts(
        factors: .password, begun: World.now, idleExpiry: World.now + 1_800_000_000,
        absoluteExpiry: World.now + 43_200_000_000, steppedUp: nil, isLocked: true,
        formSecret: [UInt8](0..<16))

    init() throws {
        world = try World()
        let anna = try world.verified(world.anna)
        password = try World.password("correct horse battery staple")
        recoveryCode = RecoveryCode(
            symbols: try SecretBytes(copying: Array(RecoveryCode.alphabet[..<26])))
        credential = try Credential.create(
            id: World.id(0x11), person: anna.id, password: password, cost: .lowest,
            salt: Self.salt, house: world.house)
        recoveryCredential = try Credential.create(
            id: World.id(0x12), person: world.recovery.person, recoveryCode: recoveryCode,
            salt: Self.salt)
        sealedPersonKey = try world.anna.sealed(
            to: credential.credential, ephemerals: (Self.pair(0x21), Self.pair(0x22)))
        grant = try world.formKey.grant(to: anna, ephemeral: Self.pair(0x23).privateKey)
        let pending = try PendingDataKey(
            id: World.id(0xD0), key: SecretBytes(filledWith: 0xD1), for: world.formKey.verified,
            house: world.house, now: World.now, ephemeral: Self.pair(0x24).privateKey)
        dataKeyRecord = try world.formKey.wrapped(pending.record, nonce: Self.nonce(1))
        dataKey = pending.committed()
        let sealer = try dataKey.sealer(
            for: World.submission, schemaVersion: 3, at: World.now)
        title = try sealer.seal(
            .title, Array(Self.titleText.utf8).span, id: World.id(0xE1), nonce: Self.nonce(2))
        answers = try sealer.seal(
            .answers, Array(Self.answersText.utf8).span, id: World.id(0xE2),
            nonce: Self.nonce(3))
        file = try sealer.seal(.file, Self.fileKey.span, id: World.id(0xE3), nonce: Self.nonce(6))
        token = try SessionToken(bytes: SecretBytes(filledWith: 0x71))
        runtime = try RuntimeSecret(fileBytes: [UInt8](repeating: 0x72, count: 32).span)
        session = try world.keychain(of: world.anna, granted: false).sealed(
            facts: Self.facts, token: token, runtime: runtime, nonce: Self.nonce(4))
        secondFactor = try SealedSecondFactor.seal(
            SecretBytes(copying: [UInt8](0..<184).span), of: world.anna.person,
            under: world.anna.agreementKey, nonce: Self.nonce(5))
        houseCopy = try world.house.sealed(
            to: world.verified(world.recovery), ephemeral: Self.pair(0x25).privateKey)
        submissionRandomness = try SubmissionDraw(world.house).bytes(
            for: Self.retryToken, of: World.form)
        answersCode = try RetryDigest(world.house).code(
            for: Self.retriedAnswers, under: Self.retryToken, of: World.form)
    }

    /// What anna's passkey derives, and her signature over it.
    private func passkey() throws -> (credential: Credential, record: PasskeyRecord) {
        let made = try Credential.create(
            id: World.id(0x13), person: world.anna.person,
            passkey: PasskeyOutput(SecretBytes(filledWith: 0x73)), salt: Self.salt)
        let record = try world.anna.sign(
            passkey: Self.passkeyContent, id: World.id(0x13), credential: made.credential)
        return (made.credential, record)
    }

    private static func pair(_ byte: UInt8) throws -> KeyPair {
        try KeyPair(privateBytes: SecretBytes(filledWith: byte))
    }

    private static func nonce(_ byte: UInt8) -> [UInt8] {
        [UInt8](repeating: byte, count: 12)
    }

    /// Everything that is stored, by name, in the order of `FrozenVectors`.
    func stored() throws -> [(name: String, bytes: [UInt8])] {
        [
            ("houseKeyFile", try world.house.fileBytes().exposed()),
            ("houseKeyCopy", houseCopy),
            ("foundingRoster", world.founding.bytes),
            ("roster", world.roster.bytes),
            ("rosterAnchor", world.anchor.bytes),
            ("rosterPin", world.roster.pin.bytes),
            ("passwordPublicKey", credential.credential.publicBytes),
            ("recoveryPublicKey", recoveryCredential.credential.publicBytes),
            ("personKeyAgreement", sealedPersonKey.agreement),
            ("personKeySigning", sealedPersonKey.signing),
            ("formPublicKey", world.formKeyRecord.publicBytes),
            ("formKeySignature", world.formKeyRecord.signature),
            (
                "formDefinitionSignature",
                try FormDefinitionRecord.make(
                    form: World.form, version: 3, definition: Self.definition, house: world.house
                ).signature
            ),
            ("grant", grant.sealed),
            ("dataKeySealed", dataKeyRecord.sealed),
            ("dataKeySignature", dataKeyRecord.signature),
            ("dataKeyWrapped", dataKeyRecord.wrapped ?? []),
            ("titleEnvelope", title.bytes),
            ("answersEnvelope", answers.bytes),
            ("fileEnvelope", file.bytes),
            ("session", session),
            ("secondFactor", secondFactor.sealed),
            ("passkeyPublicKey", try passkey().credential.publicBytes),
            ("passkeySignature", try passkey().record.signature),
            ("passkeyUser", try world.house.passkeyUser(of: world.anna.person)),
            ("submissionRandomness", submissionRandomness),
            ("answersCode", answersCode),
        ]
    }
}

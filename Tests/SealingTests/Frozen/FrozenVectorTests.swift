import OpenSSL
import Testing

@testable import Sealing

/// The bytes of version 1, which must open for ever.
@Suite struct FrozenVectorTests {
    private typealias Bytes = FrozenVectors

    private func house() throws -> HouseKey {
        try HouseKey(fileBytes: SecretBytes(copying: Bytes.houseKeyFile))
    }

    private func roster(_ house: HouseKey) throws -> VerifiedRoster {
        try VerifiedRoster.verify(
            chain: [Bytes.foundingRoster, Bytes.roster],
            anchor: #require(RosterAnchor(bytes: Bytes.rosterAnchor)), house: house.publicKey,
            pin: #require(RosterPin(bytes: Bytes.rosterPin)))
    }

    /// anna's keychain, from her password and stored bytes alone.
    private func keychain(_ house: HouseKey, _ roster: VerifiedRoster) throws -> Keychain {
        let anna = try #require(roster.person(World.id(0xA0)))
        let credential = try Credential(
            id: World.id(0x11), person: anna.id, derivation: .password(.lowest),
            salt: FrozenInputs.salt, publicBytes: Bytes.passwordPublicKey)
        let pair = try credential.unlock(
            World.password("correct horse battery staple"), house: house)
        let sealed = SealedPersonKey(
            person: anna.id, credential: credential.id, agreement: Bytes.personKeyAgreement,
            signing: Bytes.personKeySigning)
        _ = try sealed.openSigning(with: pair, of: credential, for: anna)
        let keychain = try Keychain(
            person: anna,
            agreement: sealed.openAgreement(with: pair, of: credential, for: anna))
        let formKey = try FormKeyRecord(
            form: World.form, generation: 1, publicBytes: Bytes.formPublicKey,
            signature: Bytes.formKeySignature
        ).verified(by: house.publicKey)
        try keychain.add(
            Grant(form: World.form, generation: 1, person: anna.id, sealed: Bytes.grant),
            for: formKey)
        return keychain
    }

    private func header(_ purpose: EnvelopePurpose, _ id: UInt8) -> EnvelopeHeader {
        EnvelopeHeader(
            purpose: purpose, form: World.form, submission: World.submission,
            envelope: World.id(id), dataKey: World.id(0xD0), schemaVersion: 3)
    }

    @Test(arguments: [nil, FrozenVectors.dataKeyWrapped])
    func `a password opens a submission of version 1`(wrapped: [UInt8]?) throws {
        let house = try house()
        let keychain = try keychain(house, roster(house))
        let record = DataKeyRecord(
            id: World.id(0xD0), form: World.form, generation: 1, sealed: Bytes.dataKeySealed,
            signature: Bytes.dataKeySignature, wrapped: wrapped)
        let title = try keychain.open(
            Bytes.titleEnvelope, expecting: header(.title, 0xE1), under: record)
        let answers = try keychain.open(
            Bytes.answersEnvelope, expecting: header(.answers, 0xE2), under: record)
        let file = try FileKey(
            keychain.open(Bytes.fileEnvelope, expecting: header(.file, 0xE3), under: record),
            of: World.id(0xE3))
        let content = try file.content()
        #expect(
            content.withBytes { bytes in bytes.indices.map { bytes[$0] } }
                == FrozenInputs.fileKey)
        #expect(title.text == FrozenInputs.titleText)
        #expect(answers.text == FrozenInputs.answersText)
    }

    @Test func `a form's definition of version 1 is verified`() throws {
        let record = FormDefinitionRecord(
            form: World.form, version: 3, definition: FrozenInputs.definition,
            signature: Bytes.formDefinitionSignature)
        #expect(try record.verified(by: house().publicKey) == FrozenInputs.definition)
    }

    @Test func `a recovery code gets the house key of version 1 back`() throws {
        let house = try house()
        let roster = try roster(house)
        let recovery = try #require(roster.person(World.id(0xC0)))
        let typed = "0123-4567-89AB-CDEF-GHJK-MNPQ-RS"
        let code = try FrozenInputs().recoveryCode
        let text = try code.withText { bytes in
            String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }
        #expect(text == typed + "JR")
        let credential = try Credential(
            id: World.id(0x12), person: recovery.id, derivation: .recoveryCode,
            salt: FrozenInputs.salt, publicBytes: Bytes.recoveryPublicKey)
        let read = try RecoveryCode.read(Array(text.utf8).span)
        _ = try credential.unlock(#require(read))
        let copy = try HouseKey.open(
            Bytes.houseKeyCopy, with: World.person(0xC0).agreementKey, of: recovery,
            house: house.publicKey)
        #expect(try copy.fileBytes().exposed() == Bytes.houseKeyFile)
    }

    @Test func `a session of version 2 opens`() throws {
        let token = try #require(SessionToken.read("cXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXFxcXE"))
        let runtime = try RuntimeSecret(fileBytes: [UInt8](repeating: 0x72, count: 32).span)
        let session = try Keychain.unseal(
            Bytes.session, token: token, runtime: runtime, roster: roster(house()),
            now: World.now
        ).alive()
        #expect(session.facts == FrozenInputs.facts)
        let factor = try session.keychain.secondFactor(
            SealedSecondFactor(
                person: session.keychain.person.id, sealed: Bytes.secondFactor))
        factor.withBytes { bytes in
            #expect(bytes.indices.map { bytes[$0] } == [UInt8](0..<184))
        }
        #expect(session.keychain.person.name == "anna")
    }

    @Test func `a passkey of version 1 is genuine, and its output derives its key`() throws {
        let house = try house()
        let anna = try #require(try roster(house).person(World.id(0xA0)))
        let credential = try Credential(
            id: World.id(0x13), person: anna.id, derivation: .passkey, salt: FrozenInputs.salt,
            publicBytes: Bytes.passkeyPublicKey)
        let output = try #require(
            try PasskeyOutput.read("c3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3Nzc3M"))
        _ = try credential.unlock(output)
        let record = PasskeyRecord(
            id: World.id(0x13), person: anna.id, content: FrozenInputs.passkeyContent,
            credential: credential, signature: Bytes.passkeySignature)
        #expect(try record.verified(by: anna) == FrozenInputs.passkeyContent)
        #expect(try house.passkeyUser(of: anna.id) == Bytes.passkeyUser)
    }

    @Test func `a retry of version 1 leads to the same submission and the same code`() throws {
        let house = try house()
        let (token, answers) = (FrozenInputs.retryToken, FrozenInputs.retriedAnswers)
        let randomness = try SubmissionDraw(house).bytes(for: token, of: World.form)
        let code = try RetryDigest(house).code(for: answers, under: token, of: World.form)
        #expect(randomness == Bytes.submissionRandomness)
        #expect(code == Bytes.answersCode)
    }

    @Test func `the same inputs still give the same bytes`() throws {
        let stored = try FrozenInputs().stored()
        #expect(stored.map(\.name) == FrozenVectors.all.map(\.name))
        for (now, then) in zip(stored, FrozenVectors.all) {
            #expect(Hex.text(now.bytes) == Hex.text(then.bytes), "\(now.name)")
        }
    }
}

import OpenSSL

@testable import Sealing

/// A house with anna (administrator), ben (staff) and the recovery person in its second roster, and
/// a form whose key anna and the recovery person hold. All its keys are fixed.
struct World {
    let house: HouseKey
    let anna: PersonKey
    let ben: PersonKey
    let recovery: PersonKey
    let founding: VerifiedRoster
    let anchor: RosterAnchor
    let roster: VerifiedRoster
    let formKey: FormKey
    let formKeyRecord: FormKeyRecord

    static let form = id(0xF0)
    static let submission = id(0x50)
    static let now: Int64 = 1_795_000_000_000_000

    init(houseSeed: UInt8 = 0x01) throws {
        house = try HouseKey(
            checked: SigningKey(seed: SecretBytes(filledWith: houseSeed)),
            SecretBytes(filledWith: houseSeed &+ 1))
        anna = try Self.person(0xA0)
        ben = try Self.person(0xB0)
        recovery = try Self.person(0xC0)
        (founding, anchor) = try VerifiedRoster.found(
            administrator: Self.entry(anna, "anna", .administrator),
            recovery: Self.entry(recovery, "recovery code", .recovery),
            signedWith: anna.signingKey, house: house)
        roster = try founding.succeeded(
            by: founding.people.map(\.entry) + [Self.entry(ben, "ben", .staff)],
            signer: anna.person, signedWith: anna.signingKey)
        (formKey, formKeyRecord) = try FormKey.create(
            for: Self.form, generation: 1,
            pair: KeyPair(privateBytes: SecretBytes(filledWith: 0xF1)), house: house)
    }

    /// An id that ends in this byte.
    static func id(_ byte: UInt8) -> ObjectID {
        guard let id = ObjectID(bytes: Array(1...15) + [byte]) else { preconditionFailure() }
        return id
    }

    static func person(_ byte: UInt8) throws -> PersonKey {
        try PersonKey(
            person: id(byte), agreement: KeyPair(privateBytes: SecretBytes(filledWith: byte)),
            signing: SigningKey(seed: SecretBytes(filledWith: byte &+ 1)))
    }

    static func entry(
        _ key: PersonKey, _ name: String, _ role: RosterRole
    ) throws -> RosterPerson {
        try RosterPerson(name: name, role: role, secondFactor: .none, key: key)
    }

    static func password(_ text: String) throws -> Password {
        try Password(normalised: Array(text.utf8).span)
    }

    func verified(_ key: PersonKey) throws -> VerifiedPerson {
        guard let person = roster.person(key.person) else { throw NotInRoster() }
        return person
    }

    struct NotInRoster: Error {}

    /// The keychain of a person, with the form key when `granted`.
    func keychain(of key: PersonKey, granted: Bool = true) throws -> Keychain {
        let person = try verified(key)
        let keychain = try Keychain(person: person, agreement: key.agreementKey)
        if granted { try keychain.add(formKey.grant(to: person), for: formKey.verified) }
        return keychain
    }

    /// A committed data key with its row.
    func dataKey(
        _ id: ObjectID = id(0xD0), now: Int64 = now
    ) throws -> (key: DataKey, record: DataKeyRecord) {
        let pending = try PendingDataKey(id: id, for: formKey.verified, house: house, now: now)
        let record = pending.record
        return (pending.committed(), record)
    }

    /// An envelope of vera's answers, with all that is needed to open it.
    func sealed(
        _ text: String = "vera@example.org", purpose: EnvelopePurpose = .answers,
        submission: ObjectID = submission, under key: DataKey
    ) throws -> SealedEnvelope {
        try key.sealer(for: submission, schemaVersion: 3, at: Self.now)
            .seal(purpose, Array(text.utf8).span)
    }
}

extension Plaintext {
    var text: String {
        withBytes { bytes in
            String(decoding: (0..<bytes.count).map { bytes[$0] }, as: UTF8.self)
        }
    }
}

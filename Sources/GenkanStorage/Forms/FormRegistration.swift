import Genkan
import Sealing

/// One registration of all forms, inside its transaction.
struct FormRegistration {
    let connection: Connection
    let roster: VerifiedRoster
    let house: HouseKey
    let mint: Mint
    let now: Instant

    func run(_ forms: [Form]) throws -> [RegisteredForm] {
        let registered = try forms.map { try register($0) }
        try removeOthers(than: registered)
        return registered
    }

    private func register(_ form: Form) throws -> RegisteredForm {
        let known = try FormIdentity.id(of: form.name, in: house.publicKey)
        guard try FormIdentity.isStored(known, form.name, connection) else {
            return try add(form, as: known)
        }
        _ = try FormKeyRow.newest(of: ObjectID(known), connection, house: house.publicKey)
        let newest = try FormRow.newest(known, connection, house: house.publicKey)
        let returned = try connection.run(
            "UPDATE forms SET removed_at = NULL WHERE id = \(known) AND removed_at IS NOT NULL")
        if returned > 0 { try record(.formReturned, of: known, []) }
        // By bytes: texts that are only canonically equal are different definitions.
        guard newest.form.definition != form.definition else { return newest }
        guard newest.version < UInt32.max else {
            throw StorageError(.invalid, "form \(known) has too many versions")
        }
        let next = RegisteredForm(id: known, version: newest.version + 1, form: form)
        try insertVersion(next)
        try record(.formChanged, of: known, [.number(.version, next.version)])
        return next
    }

    private func add(_ form: Form, as id: FormID) throws -> RegisteredForm {
        let added = RegisteredForm(id: id, version: 1, form: form)
        try connection.run(
            """
            INSERT INTO forms (id, name, created_at) VALUES (\(added.id), \(form.name), \(now))
            """)
        try insertVersion(added)
        try record(.formAdded, of: added.id, [.number(.version, 1)])
        let (key, keyRecord) = try FormKey.create(
            for: ObjectID(added.id), generation: 1, house: house)
        try FormKeyRow.insert(keyRecord, connection, now: now)
        for person in roster.defaultHolders {
            try FormKeyRow.insert(key.grant(to: person), connection, now: now)
            try record(
                .formGranted, of: added.id,
                [.id(.person, PersonID(person.id)), .number(.number, keyRecord.generation)])
        }
        return added
    }

    private func insertVersion(_ form: RegisteredForm) throws {
        let record = try FormDefinitionRecord.make(
            form: ObjectID(form.id), version: form.version,
            definition: FormDefinition.encode(form.form), house: house)
        try connection.run(
            """
            INSERT INTO form_versions (form, version, definition, signature, created_at)
            VALUES (\(record.form), \(record.version), \(record.definition),
                \(record.signature), \(now))
            """)
    }

    private func removeOthers(than forms: [RegisteredForm]) throws {
        let kept = Set(forms.map(\.id))
        let known = try connection.all("SELECT id FROM forms WHERE removed_at IS NULL") {
            try $0[0] as FormID
        }
        for gone in known where !kept.contains(gone) {
            try connection.run("UPDATE forms SET removed_at = \(now) WHERE id = \(gone)")
            try record(.formRemoved, of: gone, [])
        }
    }

    private func record(
        _ kind: AuditKind, of form: FormID, _ details: [AuditDetail]
    ) throws {
        let event = AuditEvent(
            id: try mint.id(at: now), at: now, kind: kind, actor: .house, form: form,
            details: details)
        try AuditTrail.append([event], to: connection)
    }
}

public import Genkan
public import Sealing

extension StaffStore {
    /// Lets an administrator in by the house's recovery code, when nobody else can: one who has lost
    /// password or second factor, or somebody new. The recovery person signs the next roster and passes
    /// every form on; old credentials, second factor and grants of the person go in the same
    /// transaction. The code stays what it is.
    ///
    /// - Parameters:
    ///   - typed: the code as it was typed.
    ///   - isAdmitted: whether an administrator may use the desk from there; looked at only after the
    ///     code was right.
    /// - Returns: the administrator, who sets up a second factor at the first sign-in; nil for a code
    ///   that is none or not this house's. End the person's sessions.
    /// - Throws: `PeopleRefusal.nameTaken` when somebody of that name is no administrator;
    ///   ``NotFromHere``.
    public func recover(
        _ typed: String, name: StaffName, password: Password, isAdmitted: Bool = true, now: Instant
    ) async throws -> Person? {
        guard let recovery = try await recovery(typed) else {
            let details = [AuditDetail.word(.reason, "recovery-code")]
            if let event = try noted(.credentialRefused, details: details, now: now) {
                try await record([event])
            }
            return nil
        }
        guard isAdmitted else {
            try await record([
                event(.turnedAway, by: .person(PersonID(recovery.entry.id)), now: now)
            ])
            throw NotFromHere()
        }
        let old = try recovery.roster.entry(named: name.text)
        guard old == nil || old?.person.role == .administrator else {
            throw PeopleRefusal.nameTaken
        }
        let new = try await newPerson(old?.entry.id, password: password, now: now)
        let entry = try RosterPerson(
            name: old?.person.name.text ?? name.text, role: .administrator, secondFactor: .none,
            key: new.key)
        let next = try recovery.roster.succeeded(
            by: recovery.roster.others(than: entry.id) + [entry], signer: recovery.entry.id,
            signedWith: recovery.key.signingKey)
        let person = Person(
            id: PersonID(entry.id), name: old?.person.name ?? name, role: .administrator)
        try await commit(next, person, new.row, by: recovery, isAgain: old != nil, now: now)
        return person
    }

    /// The recovery person, proven by the code.
    private struct Recovery: Sendable {
        let roster: VerifiedRoster
        let entry: VerifiedPerson
        let key: PersonKey
    }

    private func recovery(_ typed: String) async throws -> Recovery? {
        guard let code = try RecoveryCode.read(Array(typed.utf8).span) else { return nil }
        let book = roster
        let (roster, entry, rows) = try await readers.read { connection in
            let roster = try book.verified(connection)
            let entry = roster.people.first { $0.role == .recovery }
            let rows = try entry.map { try CredentialRow.all(of: $0.id, connection) } ?? []
            return (roster, entry, rows)
        }
        guard let entry else { return nil }
        for row in rows {
            let pair = try ifGenuine { () throws(SealingError) in try row.credential.unlock(code) }
            guard let pair else { continue }
            let key = try row.personKey.open(with: pair, of: row.credential, for: entry)
            return Recovery(roster: roster, entry: entry, key: key)
        }
        return nil
    }

    private func refused(
        _ form: FormID, by recovery: Recovery, _ now: Instant
    ) throws -> AuditEvent {
        try event(
            .tamperingRefused, by: .person(PersonID(recovery.entry.id)), form: form, now: now)
    }

    private func commit(
        _ next: VerifiedRoster, _ person: Person, _ row: CredentialRow, by recovery: Recovery,
        isAgain: Bool, now: Instant
    ) async throws {
        let keychain = try Keychain(person: recovery.entry, agreement: recovery.key.agreementKey)
        let event = try event(
            isAgain ? .personRenewed : .personAdded, by: .person(PersonID(recovery.entry.id)),
            details: [
                .id(.person, person.id), .word(.role, person.role.rawValue),
                .word(.reason, "recovery-code"), .number(.number, next.number),
            ], now: now)
        let book = roster, house = house.publicKey, mint = mint
        try await writer.write { connection in
            guard try book.verified(connection).pin == recovery.roster.pin,
                let entry = try next.person(person.id)
            else { throw PeopleRefusal.changedMeanwhile }
            if isAgain {
                try PersonRows.forgetKeys(of: entry.id, connection)
                // What they invited was signed with a key that the roster lists no more.
                try self.withdraw(
                    for: [entry.id], madeBy: entry.id, by: PersonID(keychain.person.id),
                    connection,
                    now: now)
            }
            try RosterBook.insert(next, connection, now: now)
            try row.insert(connection, now: now)
            try AuditTrail.append([event], to: connection)
            let held = try FormKeyRow.granted(to: keychain.person.id, connection)
            // One form that was tampered with does not keep the house closed; it is written down.
            let refused = try keychain.addGenuine(held, house: house).compactMap(\.id)
            try AuditTrail.append(
                refused.map { try self.refused(FormID($0), by: recovery, now) }, to: connection)
            for form in Set(held.map(\.key.form)) {
                try AuditTrail.append(
                    GrantLists.pass(
                        form, from: keychain, to: entry, connection, mint: mint, now: now),
                    to: connection)
            }
        }
        book.pinLater(next)
    }
}

public import Genkan
public import Sealing

/// An invitation whose code was typed, and that can be accepted.
public struct OpenInvitation: Sendable {
    /// What it says.
    public let invitee: Invitee
    private let code: InvitationCode
    private let house: HouseKey

    init(_ invitee: Invitee, code: InvitationCode, house: HouseKey) {
        self.invitee = invitee
        self.code = code
        self.house = house
    }

    /// A second factor that is being set up, for the hidden field of the page that shows it.
    public func text(ofDraft content: SecondFactorContent) throws(SealingError) -> String {
        Hexadecimal.text(try code.seal(draft: content, of: ObjectID(invitee.id), house: house))
    }

    /// What a field held that this invitation's page was given; nil for anything else.
    public func draft(_ text: String) throws -> SecondFactorContent? {
        guard let sealed = Hexadecimal.bytes(text) else { return nil }
        return try ifGenuine { () throws(SealingError) in
            try code.open(draft: sealed, of: ObjectID(invitee.id), house: house)
        }
    }
}

extension StaffStore {
    /// The invitation of a code, while it can be accepted. Looking uses nothing up.
    ///
    /// - Parameter typed: as somebody typed it; see `InvitationCode.read`.
    /// - Throws: `PeopleRefusal.unknownCode`, or what has become of an invitation whose code was right:
    ///   `.expired`, `.used`, `.withdrawn`. A `SealingError` when the row is not what was signed.
    public func invitation(_ typed: String, now: Instant) async throws -> OpenInvitation {
        let found = try await found(typed, now: now)
        return OpenInvitation(
            try Invitee(found.invitation), code: found.code, house: house)
    }

    /// Accepts an invitation: new keys are made, sealed to the password, bound to the code. They count
    /// for nothing before an administrator has confirmed. Blocks for as long as scrypt takes, in its
    /// queue.
    ///
    /// - Parameter secondFactor: what proves the newcomer besides the password; nil for none.
    /// - Throws: as ``invitation(_:now:)``.
    public func accept(
        _ typed: String, password: Password, secondFactor: SecondFactorContent?, now: Instant
    ) async throws -> Invitee {
        let found = try await found(typed, now: now)
        let content = found.invitation.content
        let new = try await newPerson(content.person, password: password, now: now)
        let row = AcceptanceRow(
            invitation: content.id,
            acceptance: try AcceptedInvitation.make(
                of: found.invitation, code: found.code, key: new.key,
                secondFactor: secondFactor == nil ? .none : .required, now: now.microseconds,
                house: house),
            acceptedAt: now, credential: new.row,
            secondFactor: try secondFactor.map { try new.key.seal(secondFactor: $0) })
        let invitee = try Invitee(found.invitation)
        let event = try event(
            .invitationAccepted, by: .visitor,
            details: [.id(.person, invitee.person), .id(.invitation, invitee.id)], now: now)
        let book = roster
        try await writer.write { connection in
            // Whoever invited may have left since it was looked at.
            guard
                (try? VerifiedInvitation.verify(
                    found.row.document, id: content.id, roster: book.verified(connection))) != nil
            else { throw PeopleRefusal.withdrawn }
            guard try found.row.move(to: .accepted, connection) else {
                let now = try InvitationRow.read(content.id, connection)?.state
                throw now == .withdrawn ? PeopleRefusal.withdrawn : PeopleRefusal.used
            }
            try row.insert(connection)
            try AuditTrail.append([event], to: connection)
        }
        return invitee
    }

    private struct Found: Sendable {
        let code: InvitationCode
        let row: InvitationRow
        let invitation: VerifiedInvitation
    }

    private func found(_ typed: String, now: Instant) async throws -> Found {
        let bytes = Array(typed.utf8)
        guard let code = try InvitationCode.read(bytes.span) else {
            throw PeopleRefusal.unknownCode
        }
        let mark = try code.mark(house)
        let book = roster
        let (row, current) = try await readers.read { connection in
            (try InvitationRow.find(mark: mark, connection), try book.verified(connection))
        }
        guard let row else { throw PeopleRefusal.unknownCode }
        switch row.state {
        case .withdrawn: throw PeopleRefusal.withdrawn
        case .accepted, .confirmed, .settled: throw PeopleRefusal.used
        case .open: break
        }
        let invitation = try await genuine(row, by: .visitor, now: now) {
            let invitation = try VerifiedInvitation.verify(
                row.document, id: row.id, roster: current)
            guard invitation.content.mark == mark else {
                throw SealingError(.notGenuine, .invitation, row.id)
            }
            return invitation
        }
        guard now.microseconds < invitation.content.expires else { throw PeopleRefusal.expired }
        guard now.microseconds >= invitation.content.issued else {
            throw StorageError(.unavailable, "invitation \(row.id) begins later than it is now")
        }
        return Found(code: code, row: row, invitation: invitation)
    }

    /// What the body makes of a row; a row that is refused is written down before it is told.
    func genuine<Value>(
        _ row: InvitationRow, by actor: AuditActor, now: Instant, _ body: () throws -> Value
    ) async throws -> Value {
        do {
            return try body()
        } catch let error as SealingError where error.code != .unavailable {
            try await record([
                event(
                    .tamperingRefused, by: actor,
                    details: [.id(.subject, InvitationID(row.id))], now: now)
            ])
            throw error
        }
    }
}

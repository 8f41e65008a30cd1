public import Genkan
import Sealing

/// Who can open which form: the desk's way to see it and to change it.
public final class GrantStore: Sendable {
    private let writer: Writer
    private let readers: Readers
    private let roster: RosterBook
    private let mint: Mint

    init(writer: Writer, readers: Readers, roster: RosterBook, mint: Mint) {
        self.writer = writer
        self.readers = readers
        self.roster = roster
        self.mint = mint
    }

    /// Who can open a form.
    ///
    /// - Throws: `.notFound` without such a form, and for who cannot open it.
    public func access(to form: FormID, for session: LiveSession) async throws -> FormAccess {
        let book = roster
        return try await readers.read { connection in
            let registered = try FormRow.newest(form, connection, house: book.house)
            let rows = try GrantRows.read(of: form, connection)
            guard try session.keychain.holdsGrant(of: form, connection),
                rows.since(session.person.id) != nil
            else { throw StorageError(.notFound, "form \(form) is not granted to who asks for it") }
            return try FormAccess(registered, rows, book.verified(connection))
        }
    }

    /// Gives a person the key of a form, every generation of it. Who holds it already keeps it as it
    /// is; the recovery code gets it along, should it be missing.
    ///
    /// Everything is looked up in the transaction that writes it: the roster's entry of both, and
    /// that who grants still holds the form. What was on a page before that counts for nothing.
    ///
    /// - Throws: `.notFound` for who does not hold the form (any more); `.notAllowed` for a role that
    ///   may not grant (any more).
    public func grant(
        _ form: FormID, to person: PersonID, by session: LiveSession, now: Instant
    ) async throws -> GrantOutcome {
        let book = roster, mint = mint
        return try await writer.write { connection in
            try GrantChange(
                of: form, by: session, book, mint, now, connection
            ).grant(to: person)
        }
    }

    /// Takes the key of a form back from a person, every generation of it; one's own as well.
    /// Open cards that the person has are nobody's from then on.
    ///
    /// That somebody besides the recovery code keeps it is counted in the transaction, among those
    /// whom the verified roster lists. What lies there of somebody it does not list can be taken away.
    ///
    /// - Throws: as ``grant(_:to:by:now:)``.
    public func revoke(
        _ form: FormID, from person: PersonID, by session: LiveSession, now: Instant
    ) async throws -> RevocationOutcome {
        let book = roster, mint = mint
        return try await writer.write { connection in
            try GrantChange(
                of: form, by: session, book, mint, now, connection
            ).revoke(from: person)
        }
    }
}

extension FormAccess {
    init(_ form: RegisteredForm, _ rows: GrantRows, _ roster: VerifiedRoster) throws {
        let staff = try roster.staff()
        self.form = form
        holders = staff.compactMap { person in
            rows.since(person.id).map { Holder(person: person, since: $0) }
        }
        others = staff.filter { rows.since($0.id) == nil }
        recovery = roster.recovery.flatMap { rows.since(PersonID($0.id)) }
        let listed = Set(roster.people.map { PersonID($0.id) })
        strays = rows.people.subtracting(listed).sorted()
    }
}

extension VerifiedRoster {
    /// The person that stands for the recovery code.
    var recovery: VerifiedPerson? { people.first { $0.role == .recovery } }
}

public import Genkan
public import Sealing

extension StaffStore {
    /// Lets a person leave, oneself or another: in one transaction the new roster without them, and
    /// their credentials, second factor, grants and invitations gone; their open cards go to somebody
    /// else or to nobody, each with its line of history. What is still signed in is refused at its next
    /// request, because the roster does not list them; ending the sessions' rows is the caller's.
    ///
    /// - Parameter successor: who gets the open cards, form by form as far as they can open and work
    ///   them; nobody else gets the others.
    /// - Returns: how many cards were handed over or laid open.
    /// - Throws: a ``PeopleRefusal``: the last administrator cannot leave, nor
    ///   who alone can open a form.
    @discardableResult
    public func remove(
        _ id: PersonID, cardsTo successor: PersonID?, by session: LiveSession, password: Password,
        now: Instant
    ) async throws -> Int {
        let proven = try await proveAdministrator(session, password, now: now)
        guard let entry = try proven.roster.person(id), let person = try Person(entry) else {
            throw PeopleRefusal.gone
        }
        let next = try await next(proven.roster.others(than: entry.id), signedBy: proven)
        let event = try event(
            .personRemoved, by: .person(proven.person.id),
            details: [
                .id(.person, id), .word(.roleBefore, person.role.rawValue),
                .number(.number, next.number),
            ], now: now)
        let handover = CardHandover(
            from: id, to: successor, by: proven.person.id, roster: next,
            house: house.publicKey, mint: mint, now: now)
        return try await commit(next, after: proven, now: now) { connection in
            try AuditTrail.append([event], to: connection)
            // Counted in here: a form whose recovery grant somebody has taken away would be lost.
            guard try FormHolders.keepEveryForm(without: entry.id, in: next, connection) else {
                throw PeopleRefusal.lastHolder
            }
            let count = try handover.run(connection)
            try self.withdraw(
                for: [entry.id], madeBy: entry.id, by: proven.person.id, connection, now: now)
            try PersonRows.forget(entry.id, connection)
            return count
        }
    }
}

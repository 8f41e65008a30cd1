public import Genkan
public import Sealing

/// Setting up a second factor on the way in: for who has none yet.
extension SignInStore {
    /// Who may set one up under this token; nil when the token is no such sign-in (any more).
    public func settingUp(_ token: String, now: Instant) async throws -> Keychain? {
        try await setUpRow(token, now)?.keychain
    }

    private func setUpRow(
        _ token: String, _ now: Instant
    ) async throws -> (row: PendingRow, keychain: Keychain)? {
        let runtime = runtime
        let row = try await readers.read {
            try PendingRow.read(token, $0, runtime: runtime, now: now)
        }
        guard let row else { return nil }
        let (keychain, factor) = try await factor(of: row.pending)
        guard let keychain, factor == nil, keychain.person.secondFactor == .none else { return nil }
        let id = keychain.person.id
        guard try await !staff.readers.read({ try PasskeyRow.isAny(of: id, $0) }) else {
            return nil
        }
        return (row, keychain)
    }

    /// Stores a second factor whose first code was right, and signs in.
    public func setUp(
        _ token: String, factor: SecondFactorContent, place: SessionPlace, now: Instant
    ) async throws -> Answer {
        guard let (row, keychain) = try await setUpRow(token, now) else { return .over }
        let sealed = try keychain.seal(secondFactor: factor)
        let person = PersonID(keychain.person.id)
        let set = try staff.event(.secondFactorSet, by: .person(person), now: now)
        let arrival = try await arrival(of: keychain, at: place, now)
        guard arrival.isAdmitted else {
            // Once: in the trail each try would be a row for good.
            guard try await writer.write({ try row.remove($0) }) else { return .over }
            try await staff.record(arrival.events)
            throw NotFromHere()
        }
        let isFirst = try await staff.writer.write { connection in
            guard try SecondFactorRow.read(of: sealed.person, connection) == nil else {
                return false
            }
            try SecondFactorRow.write(sealed, connection, now: now)
            try AuditTrail.append([set] + arrival.events, to: connection)
            return true
        }
        guard isFirst else { return .over }
        return try await begin(keychain, row, [.password, .oneTimePassword], place, now)
    }
}

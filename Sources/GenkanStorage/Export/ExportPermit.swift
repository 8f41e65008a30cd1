import Genkan
import Sealing

/// What an export needs to go on, asked anew while it runs: who asked for it may have lost the form,
/// the right, the session or the place in the roster since.
struct ExportPermit: Sendable {
    /// What was lost; the words are stored.
    enum Loss: String, CaseIterable {
        case grant = "grant-revoked"
        case right = "right-lost"
        case person = "person-left"
        case session = "session-ended"
        case network = "network-closed"
    }

    let form: FormID
    let session: LiveSession
    /// From where it was asked for.
    let address: ClientAddress?
    let readers: Readers
    let roster: RosterBook
    let sessions: SessionStore

    /// What was lost first of all; nil while nothing is.
    func loss(at now: Instant) async throws -> Loss? {
        if try await sessions.isOver(session, now: now) { return .session }
        let person = session.keychain.person, form = form, address = address
        let book = roster
        return try await readers.read { connection -> Loss? in
            guard let listed = try book.verified(connection).listed(person) else { return .person }
            guard let role = Role(listed.role), role.may(.export) else { return .right }
            guard try NetworkStore.admits(address, as: role, connection) else { return .network }
            let rows = try connection.exists(
                """
                SELECT 1 FROM grants WHERE form = \(form) AND person = \(person.id)
                    AND generation = (SELECT max(generation) FROM form_keys WHERE form = \(form))
                """)
            return rows ? nil : .grant
        }
    }
}

/// Asks for an export's permit before each page, and between rows when a while has passed: how long a
/// page takes says whoever reads it.
struct ExportWatch: Sendable {
    /// How long after the last look the next row waits for another.
    static let pause = Duration.seconds(2)

    private let permit: ExportPermit
    private var seen: Instant
    /// What ended the export; nil while nothing has.
    private(set) var loss: ExportPermit.Loss?

    init(_ permit: ExportPermit, at now: Instant) {
        self.permit = permit
        seen = now
    }

    /// Throws `.notAllowed` when something was lost.
    mutating func look(at now: Instant) async throws {
        seen = now
        loss = try await permit.loss(at: now)
        guard let loss else { return }
        throw StorageError(
            .notAllowed, "an export of form \(permit.form) was ended: \(loss.rawValue)")
    }

    /// The same, once in a while; a clock that was set back has it looked at once.
    mutating func glance(at now: Instant) async throws {
        guard now < seen || now.since(seen) >= Self.pause else { return }
        try await look(at: now)
    }
}

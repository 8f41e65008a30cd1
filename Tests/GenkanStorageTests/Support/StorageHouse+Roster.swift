import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

extension StorageHouse {
    /// Adds somebody, who is granted every form that anna holds by now.
    @discardableResult
    func add(_ name: String, _ role: Role) async throws -> Person {
        try await storage.staff.add(
            name: Self.name(name), role: role, password: Self.password("\(name)'s long password"),
            by: "anna", administratorPassword: Self.password("anna's long password"),
            now: clock.now)
    }

    /// The session of a token, as of now.
    func resumed(_ token: String) async throws -> LiveSession {
        let resumption = try await storage.sessions.resume(token, now: clock.now)
        return try #require(resumption.session)
    }

    /// Has anna sign the next roster; what lies beside it stays as it is.
    func sign(_ change: ([RosterPerson]) throws -> [RosterPerson]) async throws {
        let staff = try storage.staff, now = clock.now
        let proven = try #require(
            try await staff.prove(name: "anna", password: Self.password("anna's long password")))
        let next = try proven.roster.succeeded(
            by: change(proven.roster.people.map(\.entry)), signer: proven.entry.id,
            signedWith: proven.row.personKey.openSigning(
                with: proven.pair, of: proven.row.credential, for: proven.entry))
        try await staff.writer.write { try RosterBook.insert(next, $0, now: now) }
        staff.roster.pinLater(next)
    }

    /// The roster no longer lists somebody.
    func leaves(_ person: Person) async throws {
        try await sign { $0.filter { $0.id != ObjectID(person.id) } }
    }

    /// The roster lists somebody with another role.
    func becomes(_ role: RosterRole, _ person: Person) async throws {
        try await sign { people in
            try people.map { $0.id == ObjectID(person.id) ? try $0.changed(role: role) : $0 }
        }
    }

    /// The id of the person that stands for the recovery code.
    func recoveryID() async throws -> PersonID {
        let book = try storage.staff.roster
        let roster = try await storage.staff.readers.read { try book.verified($0) }
        return PersonID(try #require(roster.recovery).id)
    }

    /// How many grants of the form a person has in the database.
    func rows(_ form: RegisteredForm, of person: PersonID) async throws -> Int64? {
        let form = form.id
        return try await storage.staff.readers.read { connection in
            try connection.number(
                "SELECT count(*) FROM grants WHERE form = \(form) AND person = \(person)")
        }
    }
}

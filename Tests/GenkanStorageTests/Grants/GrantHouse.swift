import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// A house with the contact form, which anna, ben (staff) and mia (manager) hold, and carol (staff), who
/// does not.
struct GrantHouse {
    let house: StorageHouse
    let form: RegisteredForm
    let anna: Person
    let ben: Person
    let mia: Person
    let carol: Person

    init() async throws {
        house = try await StorageHouse.founded()
        carol = try await house.add("carol", .staff)
        form = try await house.contact()
        ben = try await house.add("ben", .staff)
        mia = try await house.add("mia", .manager)
        anna = try #require(try await house.storage.staff.people().first)
    }

    func access(_ session: LiveSession) async throws -> FormAccess {
        try await house.storage.grants.access(to: form.id, for: session)
    }

    func holders(_ session: LiveSession) async throws -> [String] {
        try await access(session).holders.map(\.person.name.text)
    }

    func grant(to person: PersonID, by session: LiveSession) async throws -> GrantOutcome {
        try await house.storage.grants.grant(
            form.id, to: person, by: session, now: house.clock.now)
    }

    func revoke(from person: PersonID, by session: LiveSession) async throws -> RevocationOutcome {
        try await house.storage.grants.revoke(
            form.id, from: person, by: session, now: house.clock.now)
    }

    /// The form's next generation as the house would make it, granted to some.
    func rotate(to people: [Person]) async throws {
        let form = form.id, now = house.clock.now, staff = try house.storage.staff
        let book = staff.roster, key = house.key
        try await staff.writer.write { connection in
            let roster = try book.verified(connection)
            let (next, record) = try FormKey.create(for: ObjectID(form), generation: 2, house: key)
            try FormKeyRow.insert(record, connection, now: now)
            for person in people {
                guard let entry = try roster.person(person.id) else { continue }
                try FormKeyRow.insert(next.grant(to: entry), connection, now: now)
            }
        }
    }
}

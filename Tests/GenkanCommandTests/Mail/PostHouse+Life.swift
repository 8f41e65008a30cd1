import Genkan
import GenkanOutbound
import GenkanTesting

@testable import GenkanCommand
@testable import GenkanStorage

/// What happens in the house.
extension PostHouse {
    /// Somebody is to be told, at an address of their name.
    func ask(_ person: Person, _ kinds: NoticeKind..., language: String = "en") async throws {
        let form = form.id, now = house.clock.now
        try await house.storage.writer.write { connection in
            try connection.run(
                """
                INSERT INTO profiles (person, language, mail)
                VALUES (\(person.id), \(language), \(person.name.text + "@example.jp"))
                """)
            for kind in kinds {
                try connection.run(
                    """
                    INSERT INTO notice_choices (form, kind, person, since)
                    VALUES (\(form), \(kind), \(person.id), \(now))
                    """)
            }
        }
    }

    /// vera sends something.
    func send(_ name: String = "Vera") async throws {
        guard case .valid(let submission) = form.form.validate(RawSubmission([("name", name)]))
        else { throw NotValid() }
        _ = try await house.storage.submissions.accept(
            Arrival(form: form, submission: submission, key: nil, mark: nil, held: nil),
            now: house.clock.now)
    }

    private struct NotValid: Error {}

    /// The time goes on, and whatever is due then is done.
    @discardableResult
    func after(_ seconds: Int) async -> Duration {
        house.clock.advance(by: .seconds(seconds))
        return await round.perform()
    }

    /// Who got something, each time it was taken.
    var recipients: [String] { office.taken.map(\.recipient.text) }
}

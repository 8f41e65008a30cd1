import Sealing
import Testing

@testable import Genkan
@testable import GenkanStorage

/// Definitions of forms changed behind the program's back: what was sent is shown by them.
@Suite struct DefinitionTamperingTests {
    /// Two forms; the first one's definition 1 was answered, and it has a second one.
    private func house() async throws -> (StorageHouse, [RegisteredForm]) {
        let house = try await StorageHouse.founded()
        let first = try await house.contact()
        try await house.send(Contact.arrival(first))
        let forms = try await house.storage.forms.register(
            [Contact.form(title: "Write to us"), Contact.form(named: "jobs")],
            now: house.clock.now)
        return (house, forms)
    }

    /// The definition of version 1 says something else.
    private static let relabelled = """
        UPDATE form_versions SET definition =
            CAST(replace(CAST(definition AS TEXT), 'message', 'Mallory') AS BLOB)
        WHERE form = ? AND version = 1
        """

    /// Version 2 stands as version 1, signature and all.
    private static let moved = """
        UPDATE form_versions SET (definition, signature) =
            (SELECT definition, signature FROM form_versions WHERE version = 2)
        WHERE form = ? AND version = 1
        """

    @Test(arguments: [relabelled, moved])
    func `what was sent to a forged definition is refused and named by the form`(
        forgery: String
    ) async throws {
        let (house, forms) = try await house()
        try await house.tamper(forgery, [forms[0].id.bytes])
        let error = SealingError(.notGenuine, .formDefinition, ObjectID(forms[0].id))
        await #expect(throws: error) {
            try await house.storage.forms.version(forms[0].id, 1)
        }
        let session = try await house.signIn()
        let page = try await house.storage.board.page(forms[0].id, for: session)
        let card = try #require(page.columns.flatMap(\.cards).first)
        await #expect(throws: error) {
            try await house.storage.board.open(card.id, for: session, now: house.clock.now)
        }
        let refused = try await house.refusedRows(forms[0], as: session)
        #expect(refused.map(\.id) == [card.id])
        #expect(
            (refused.first?.error as? StorageError)?.detail
                == "version 1 of form \(forms[0].id) is missing or not what was signed")
        #expect(try await house.storage.forms.versions(forms[0].id).map(\.version) == [2])
    }

    @Test func `a forged newest definition hides no other form, and the next start is refused`()
        async throws
    {
        let (house, forms) = try await house()
        try await house.tamper("DELETE FROM form_versions WHERE version = 2")
        try await house.tamper(Self.relabelled, [forms[0].id.bytes])
        let error = SealingError(.notGenuine, .formDefinition, ObjectID(forms[0].id))
        let session = try await house.signIn()
        let list = try await house.storage.board.forms(for: session)
        #expect(list.forms.map(\.id) == [forms[1].id])
        #expect(list.refused == [.init(name: "contact", error: error)])
        await #expect(throws: error) {
            try await house.storage.board.page(forms[0].id, for: session)
        }
        await #expect(throws: error) { try await house.contact() }
        // Its file taken away, the others are served.
        let others = try await house.storage.forms.register(
            [Contact.form(named: "jobs")], now: house.clock.now)
        #expect(others == [forms[1]])
    }
}

import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// Identifiers swapped behind the path of every page, one at a time.
@Suite struct RightsMatrixQueryTests {
    /// What an address says behind its path that names something, by the kind of thing.
    private static let cards = [
        "card", "behind", "left", "at", "after", "before", "undo", "submission", "id", "seen",
    ]
    private static let labels = ["label", "add", "remove"]
    private static let people = ["person", "assignee", "who"]
    private static let forms = ["form", "arrived"]

    private static let visitor = "Susannah Foreign"
    private static let label = "label of another form"

    @Test(arguments: Role.allCases)
    func `what stands behind a path tells nothing of a form that one cannot open`(
        role: Role
    ) async throws {
        try await RightsHouse.run(role) { rights in
            let card = try await rights.newCard(of: rights.jobs, from: Self.visitor)
            let label = try await rights.newLabel(of: rights.jobs, Self.label)
            let queries = try Self.queries(card, label, rights)
            let things = try await rights.things(of: rights.house.form)
            let browser = try await rights.carolsBrowser()
            let before = try await rights.stored()
            var shown = 0
            for route in rights.routes where route.method == .get && role.may(route.right) {
                let path = try rights.ask(route, things).path
                for query in queries {
                    let answer = try await browser.get(
                        path + (path.contains("?") ? "&" : "?") + query)
                    let name = "\(role) \(path) \(query): \(answer.status)"
                    #expect([200, 204, 303, 400, 404].contains(answer.status), "\(name)")
                    #expect(!answer.body.contains(Self.visitor), "\(name)")
                    #expect(!answer.body.contains(Self.label), "\(name)")
                    shown += answer.status == 200 ? 1 : 0
                }
            }
            #expect(shown > 100)
            #expect(try await rights.stored().changes(since: before) == [])
        }
    }

    private static func queries(
        _ card: Card, _ label: LabelID, _ rights: RightsHouse
    ) throws -> [String] {
        let place = ListPlace(of: card, in: BoardFilter()).text
        let values = [
            (cards, ["\(card.id)", "\(card.id):1", place]), (labels, ["\(label)"]),
            (people, ["\(rights.zoe.id)"]), (forms, ["jobs", "\(rights.jobs.id)"]),
        ]
        return values.flatMap { names, values in
            names.flatMap { name in
                values.map { "done=moved&\(name)=" + PercentEncoding.encoded($0) }
            }
        }
    }
}

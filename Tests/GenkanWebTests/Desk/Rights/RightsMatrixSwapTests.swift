import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// Identifiers swapped in every request, one at a time: in each place of a path and in each field
/// of a form that names something.
@Suite struct RightsMatrixSwapTests {
    @Test(arguments: Role.allCases)
    func `an id of something else, of nothing, and what is no id do nothing at all`(
        role: Role
    ) async throws {
        try await RightsHouse.run(role) { rights in
            let others = try await rights.others()
            let asks = try await rights.asks().flatMap { [$0] + ($0.removing.map { [$0] } ?? []) }
            let browser = try await rights.carolsBrowser()
            let csrf = try await browser.csrf()
            var count = 0
            for ask in asks where role.may(ask.route.right) {
                for spot in rights.spots(of: ask) {
                    for id in try rights.substitutes(for: spot, of: ask, others) {
                        try await rights.expectNothing(of: ask, id, in: spot, browser, csrf)
                        count += 1
                    }
                }
            }
            #expect(count > 20)
        }
    }
}

extension DeskAsk {
    /// The same form with its other button: it takes off what it puts on.
    fileprivate var removing: DeskAsk? {
        fields["add"].map { with(nil, in: "add").with($0, in: "remove") }
    }
}

/// What carol may not touch, by id.
private struct Others: Sendable {
    let card: String
    let file: String
    let invitation: String
    let session: String
    let passkey: String
    let label: String
}

extension RightsHouse {
    /// Fields that name nothing. Every other is swapped: a new one must be known here or below.
    private static let plain: Set = [
        "version", "status", "name", "role", "language", "password", "old", "again", "draft",
        "code", "network", "due", "tone", "text", "sight", "mail",
        "key", "keys", "source", "answer-name", "note",
    ]

    fileprivate func others() async throws -> Others {
        let browser = try await house.annasBrowser()
        _ = try await house.registered(browser)
        let anna = try await annasSession(), now = house.clock.now
        let sessions = try await house.storage.sessions.sessions(of: anna, now: now)
        let passkeys = try await house.storage.passkeys.passkeys(of: anna)
        let card = try await newCard(of: jobs)
        return Others(
            card: card.id.description, file: try await file(of: card).description,
            invitation: try await accepted().id.description,
            session: try #require(sessions.first).id,
            passkey: try #require(passkeys.first).id.description,
            label: try await newLabel(of: jobs).description)
    }

    /// The places of the path, and the fields that name something.
    fileprivate func spots(of ask: DeskAsk) -> [String] {
        // To whom the cards of somebody who leaves go does not keep them from leaving: who cannot
        // work them gets none.
        let fields = ask.fields.keys.filter { !Self.plain.contains($0) && $0 != "cards" }
        // What stands behind the path only chooses what is shown; of a card that is not theirs nothing is.
        let places = ask.places.keys.filter { ask.route.path.contains($0) && $0 != "{column}" }
        return places.sorted() + fields.sorted()
    }

    fileprivate func substitutes(
        for spot: String, of ask: DeskAsk, _ others: Others
    ) throws -> [String] {
        let known = foreign(others, isTask: ask.route.path.hasPrefix("tasks/"))
        let ids = try #require(known[spot], "\(ask.name): what is \(spot)?")
        let random = (0..<10).map { _ in UInt8.random(in: .min ... .max) }
        let nobody = [PersonID(time: house.clock.now, random: random).description]
        let rubbish = spot.hasPrefix("{") ? ["x", "%3Cb%3E"] : ["x", "<b>"]
        switch spot {
        // What is no id counts as a box that was not ticked.
        case "forms": return ids + nobody
        // An administrator decides about every form.
        case "{form}" where decidesUnheld(ask.route):
            return ids.filter { $0 != jobs.id.description } + nobody + rubbish
        default: return ids + nobody + rubbish
        }
    }

    /// Ids of something of another kind, and of what is another person's or of another form.
    private func foreign(_ others: Others, isTask: Bool) -> [String: [String]] {
        let contact = house.form.id.description, ben = house.ben.id.description
        return [
            "{form}": isTask ? [jobs.id.description, ben] : ["jobs", contact],
            "{submission}": [others.card, contact],
            "{file}": [others.file, contact],
            "{person}": isTask ? [ben, others.invitation] : [others.invitation, contact],
            "{invitation}": [ben, others.card],
            "form": ["jobs", contact],
            "forms": [ben, others.invitation],
            "assignee": [zoe.id.description, others.invitation],
            "arrived": [jobs.id.description, ben],
            "late": [jobs.id.description, ben],
            "person": [others.invitation, contact],
            "session": [others.session, String(repeating: "0", count: 64)],
            "passkey": [others.passkey, ben],
            "card": [others.card + ":1", contact + ":1"],
            "add": [contact, ben],
            "remove": [contact, ben],
            "label": [others.label, ben],
            "view": [contact, ben],
        ]
    }

    /// A request with another id is refused, or told that there is no such thing.
    fileprivate func expectNothing(
        of ask: DeskAsk, _ id: String, in spot: String, _ browser: DeskBrowser, _ csrf: String
    ) async throws {
        let before = try await stored()
        let answer = try await browser.ask(ask.with(id, in: spot), csrf: csrf)
        let changes = try await stored().changes(since: before)
        let name = "\(role) \(ask.name), \(spot) \(id): \(answer.status) \(changes)"
        #expect(changes == [], "\(name)")
        #expect(!answer.leadsToTheDoor, "\(name)")
        let isRefused = [400, 404, 409, 422].contains(answer.status)
        // A label that is not on a card is off already.
        let isDone = spot == "remove" || answer.saysThatNothingWasDone
        #expect(isRefused || answer.status == 303 && isDone, "\(name)")
    }
}

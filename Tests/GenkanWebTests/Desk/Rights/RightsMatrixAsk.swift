import Genkan
import GenkanStorage
import GenkanTesting
import HTTPTypes
import Testing

@testable import GenkanWeb

/// One request of the desk: a route with something in each of its places and in each field of its
/// form.
struct DeskAsk: Sendable {
    let route: DeskRoute
    /// What stands in the places of the path, by the places as the route has them: `{form}`.
    private(set) var places: [String: String]
    /// What the form carries besides its token.
    private(set) var fields: [String: String]

    init(_ route: DeskRoute, places: [String: String], fields: [String: String]) {
        self.route = route
        self.places = places
        self.fields = fields
    }

    var name: String { "\(route.method.rawValue) \(route.path)" }

    var path: String {
        let path = "/desk" + (route.path.isEmpty ? "" : "/" + route.path)
        let query = Self.queries[route.path].map { "?" + $0 } ?? ""
        return places.reduce(path + query) { $0.replacing($1.key, with: $1.value) }
    }

    /// What an address must carry besides its path.
    private static let queries = [
        // A stream ends when its reader goes; here it is read to its end.
        "live/forms/{form}": "once=yes",
        "live/forms/{form}/columns/{column}": "behind={submission}",
        "live/forms/{form}/cards": "card={submission}",
    ]

    /// Whether the address names a card behind its path.
    static func isOfCards(_ route: DeskRoute) -> Bool {
        queries[route.path]?.contains("{submission}") ?? false
    }

    /// The same with something else in a place or a field; without the field for nil.
    func with(_ value: String?, in spot: String) -> DeskAsk {
        var changed = self
        if spot.hasPrefix("{") {
            changed.places[spot] = value
        } else {
            changed.fields[spot] = value
        }
        return changed
    }
}

extension DeskBrowser {
    /// Sends a request of the desk.
    func ask(_ ask: DeskAsk, csrf: String) async throws -> Exchange {
        guard ask.route.method == .post else { return try await get(ask.path) }
        return try await post(ask.path, ask.fields.adding("csrf", csrf))
    }
}

extension Exchange {
    /// Whether it leads to where somebody signs in or gives the credential.
    var leadsToTheDoor: Bool {
        let place = self["location"] ?? ""
        return ["/desk/sign-in", "/desk/lock", "/desk/again"].contains { place.hasPrefix($0) }
    }

    /// Whether it leads back to a page that says that there was nothing to do it with.
    var saysThatNothingWasDone: Bool {
        let place = self["location"] ?? ""
        return ["done=gone", "done=absent", "done=kept", "view=gone", "problem=", "ended=0"]
            .contains { place.contains($0) }
    }
}

/// What stands in the places of a path and in the fields of a form.
struct AskedThings: Sendable {
    let form: RegisteredForm
    let card: Card
    let person: PersonID
    let invitation: InvitationID
    let session: String
    let label: LabelID
    /// A file of the card.
    let file: FileID
}

extension RightsHouse {
    /// Things that can be done with once: those that the route names are new, or all without one.
    func things(
        of form: RegisteredForm, for route: DeskRoute? = nil
    ) async throws -> AskedThings {
        func isNamed(_ words: String...) -> Bool {
            guard let route else { return true }
            return words.contains { route.path.contains($0) }
        }
        let card = try await newCard(of: form)
        return AskedThings(
            form: form, card: card,
            person: try await isNamed("{person}", "access/grant") ? newcomer() : house.ben.id,
            invitation: try await isNamed("{invitation}")
                ? accepted().id : InvitationID(high: 0, low: 0),
            session: try await isNamed("sessions/end") ? otherSession() : "",
            label: try await isNamed("labels") ? newLabel(of: form) : LabelID(high: 0, low: 0),
            file: try await isNamed("{file}") ? file(of: card) : FileID(high: 0, low: 0))
    }

    /// Every route with the same things, for whoever gets nowhere with any of them.
    func asks() async throws -> [DeskAsk] {
        let things = try await things(of: house.form)
        return try routes.map { try ask($0, things) }
    }

    /// A route with things in its places and fields; a new place and a new form must be known here.
    func ask(_ route: DeskRoute, _ things: AskedThings) throws -> DeskAsk {
        let isTask = route.path.hasPrefix("tasks/")
        let known = [
            "{column}": "unhandled",
            "{form}": isTask ? things.form.id.description : things.form.form.name,
            "{submission}": things.card.id.description,
            "{person}": things.person.description,
            "{invitation}": things.invitation.description,
            "{file}": things.file.description,
        ]
        var places: [String: String] = [:]
        if DeskAsk.isOfCards(route) { places["{submission}"] = known["{submission}"] }
        for place in route.path.matches(of: /\{[a-z]+\}/).map({ String($0.output) }) {
            let thing: String = try #require(known[place], "\(route.path): what is \(place)?")
            places[place] = thing
        }
        guard route.method == .post else { return DeskAsk(route, places: places, fields: [:]) }
        let forms = [ownForms(things), cardForms(things), peopleForms(things)]
            .reduce([:]) { $0.merging($1) { one, _ in one } }
        let fields = try #require(forms[route.path], "\(route.path): what does its form carry?")
        return DeskAsk(route, places: places, fields: fields)
    }

    /// What the forms about cards, grants and oneself carry, by their routes.
    private func ownForms(_ things: AskedThings) -> [String: [String: String]] {
        let ben = house.ben.id.description, nobody = PersonID(high: 0, low: 0).description
        let password = ["password": Self.password]
        let new = DeskHouse.carolsPassword
        return [
            "forms/{form}/access/grant": ["person": things.person.description],
            "forms/{form}/access/revoke": ["person": ben],
            "lock": [:],
            "session": [:],
            "sessions/end": ["session": things.session],
            "sessions/end-others": [:],
            "second-factor": ["draft": "", "code": ""],
            "second-factor/codes": [:],
            "passkeys": password.adding("name", "blue key"),
            "passkeys/options": password,
            "passkeys/rename": ["passkey": nobody, "name": "red key"],
            "passkeys/remove": ["passkey": nobody],
            "password": ["old": Self.password, "password": new, "again": new],
            "profile": ["language": "en"],
            "profile/keys": ["keys": "on"],
            "profile/mail": [
                "mail": "carol@example.jp", "arrived": house.form.id.description,
                "late": house.form.id.description,
            ],
        ]
    }

    /// What the forms about cards carry, by their routes.
    private func cardForms(_ things: AskedThings) -> [String: [String: String]] {
        let ben = house.ben.id.description
        let nobody = LabelID(high: 0, low: 0).description
        let changes = [
            "take": [:], "assign": ["assignee": ben], "move": ["status": "done"], "spam": [:],
            "due": ["due": "2027-01-31"], "labels": ["add": things.label.description],
        ]
        let one = ["form": things.form.form.name, "version": "\(things.card.state.version)"]
        let several = ["card": "\(things.card.id):\(things.card.state.version)"]
        var forms: [String: [String: String]] = [
            "submissions/{submission}/notes": ["text": "called back"],
            "submissions/{submission}/unread": [:],
            "live/submissions/{submission}/typing": [:],
            "forms/{form}/cards/delete": several,
            "forms/{form}/delete": several,
            "forms/{form}/undo": several,
            "forms/{form}/new": [
                "key": SubmissionName.fresh(), "source": "phone", "answer-name": "Vera",
                "note": "rang",
            ],
            "forms/{form}/labels/make": [
                "name": "\(UInt32.random(in: 0...UInt32.max))", "tone": "red",
            ],
            "forms/{form}/labels/change": [
                "label": things.label.description, "name": "\(UInt32.random(in: 0...UInt32.max))",
                "tone": "red",
            ],
            "forms/{form}/labels/remove": ["label": things.label.description],
            "forms/{form}/views/save": ["name": "mine", "sight": "assignee=me"],
            "forms/{form}/views/forget": ["view": nobody],
        ]
        for (verb, fields) in changes {
            forms["submissions/{submission}/\(verb)"] = one.merging(fields) { $1 }
            forms["forms/{form}/cards/\(verb)"] = several.merging(fields) { $1 }
        }
        return forms
    }

    /// What the forms about people and networks carry, by their routes.
    private func peopleForms(_ things: AskedThings) -> [String: [String: String]] {
        let network = ["network": "127.0.0.0/8", "role": "viewer"]
        let password = ["password": Self.password]
        let contact = house.form.id.description, ben = house.ben.id.description
        let named = password.adding("name", "guest \(UInt64.random(in: 0...UInt64.max))")
        return [
            "networks/allow": network,
            "networks/remove": network,
            "people/invite": named.adding("role", "staff").adding("forms", contact),
            "people/invitations/{invitation}/confirm": password,
            "people/invitations/{invitation}/withdraw": [:],
            "people/{person}/change": named.adding("role", "viewer"),
            "people/{person}/invite": password.adding("forms", contact),
            "people/{person}/sessions": [:],
            "people/{person}/leave": password.adding("cards", ben),
            "tasks/{person}/{form}/grant": [:],
            "tasks/{person}/{form}/decline": [:],
        ]
    }
}

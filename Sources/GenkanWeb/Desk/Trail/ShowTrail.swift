import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging

/// `GET /desk/trail`: who did what, newest first. Everybody who may see it sees what concerns the forms they
/// can open and what they did themselves; who manages people sees what concerns the house, too, and who
/// can open which form. `person` and `form` narrow it down, `before` leads to older events.
struct ShowTrail: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let asked = request.uri.queryParameters
        let forms = try await desk.board.forms(for: context.session.live).forms
        let people = try await desk.staff.people(), former = try await desk.staff.former()
        var query = AuditQuery(
            reader: context.person.id, forms: Set(forms.map(\.id)),
            seesHouse: context.person.role.may(.people))
        query.person = asked["person"].flatMap { PersonID($0) }
        query.form = forms.first { asked["form"].map(String.init) == $0.form.name }?.id
        query.before = asked["before"].flatMap { Int64($0) }
        let page = try await desk.audit.page(query)
        if !page.broken.isEmpty {
            context.logger.error(
                "The audit trail is not what was written",
                metadata: ["rows": .array(page.broken.prefix(20).map { .string("\($0)") })])
        }
        let frame = try DeskFrame(desk: desk, context: context)
        let beside = try await desk.staff.beside()
        let names = PeopleNames(
            people, former: former,
            others: beside.mapValues { $0?.text ?? frame.texts["desk-people-recovery"] },
            stranger: frame.texts["desk-trail-stranger"], frame.texts)
        let choices = try await desk.staff.formChoices(for: context.session.live)
        let view = TrailView(
            page: page, query: query, forms: forms, choices: choices, names: names, frame: frame,
            me: context.person.id, now: desk.now())
        var values = frame.values(title: frame.texts["desk-trail-title"])
        values["here"] = ReturnPath(of: request)?.text ?? "/desk/trail"
        values["atForms"] = query.form == nil ? nil : true
        values.merge(view.values) { $1 }
        let recovery = beside.filter { $0.value == nil }.map(\.key)
        values["people"] = view.people(people.map(\.id) + former.map(\.id) + recovery)
        return try desk.pages.response("desk-trail", values, in: context.language)
    }
}

/// Makes the values of a page of the trail for its template.
private struct TrailView {
    let page: AuditPage
    let query: AuditQuery
    let forms: [RegisteredForm]
    let choices: [FormChoice]
    let names: PeopleNames
    let frame: DeskFrame
    let me: PersonID
    let now: Instant

    private var texts: Texts { frame.texts }
    private var zone: Zone { frame.zone(or: forms.first?.form.zone ?? .utc) }

    var values: [String: Any] {
        let days = DayText(zone: zone, now: now, texts: texts)
        let words = TrailText(
            names: names,
            forms: Dictionary(forms.map { ($0.id, $0.form) }) { first, _ in first },
            texts: texts, language: frame.language, days: days)
        var values: [String: Any] = [
            "events": page.entries.map { event($0, words) },
            "hasEvents": !page.entries.isEmpty,
            "none": texts[none],
            "forms": formOptions, "isNarrowed": query.person != nil || query.form != nil,
        ]
        values["older"] = page.older.map { address(before: $0) }
        values["newest"] = query.before == nil ? nil : address(before: nil)
        values["broken"] =
            page.broken.isEmpty
            ? nil
            : texts(
                "desk-trail-broken",
                ["rows": page.broken.prefix(5).map { "\($0)" }.joined(separator: ", ")])
        return values
    }

    /// What a page without events says: nothing at all, nothing yet, or nothing more.
    private var none: String {
        if query.before != nil { return "desk-trail-none-older" }
        return page.older == nil ? "desk-trail-none" : "desk-trail-none-yet"
    }

    func people(_ ids: [PersonID]) -> [[String: Any]] {
        [option("", texts["desk-trail-anybody"], query.person == nil)]
            + ids.map { option($0.description, names[$0], query.person == $0) }
    }

    private var formOptions: [[String: Any]] {
        [option("", texts["desk-trail-everything"], query.form == nil)]
            + forms.map {
                option($0.form.name, $0.form.title[frame.language], query.form == $0.id)
            }
    }

    private func option(_ value: String, _ text: String, _ isChosen: Bool) -> [String: Any] {
        ["value": value, "text": text, "chosen": isChosen]
    }

    private func address(before number: Int64?) -> String {
        var parts: [String] = []
        if let person = query.person { parts.append("person=\(person)") }
        if let form = forms.first(where: { $0.id == query.form }) {
            parts.append("form=\(form.form.name)")
        }
        if let number { parts.append("before=\(number)") }
        return "/desk/trail" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private func event(_ entry: AuditEntry, _ words: TrailText) -> [String: Any] {
        let event = entry.event
        var values: [String: Any] = [
            "number": Int(entry.number).grouped, "isForged": !entry.isGenuine,
            "at": Moment(instant: event.at, zone: zone, now: now, texts: texts).values,
            "text": words(event), "isAlarm": !entry.isGenuine || Self.alarms.contains(event.kind),
        ]
        if case .person(let person) = event.actor {
            values["who"] = names.values(person, me: me)
        } else {
            let sends = event.actor == .visitor && event.submission != nil
            values["actor"] = texts["trail-actor-\(sends ? "sender" : event.actor.word)"]
        }
        values["form"] = event.form.flatMap { id in
            forms.first { $0.id == id }?.form.title[frame.language]
                ?? choices.first { $0.id == id }?.name
        }
        if let submission = event.submission, let form = event.form, query.forms.contains(form) {
            values["submission"] = [
                "id": submission.description, "receipt": ReceiptCode(of: submission).text,
            ]
        }
        return values
    }

    /// What somebody should look into.
    private static let alarms: Set<AuditKind> = [
        .tamperingRefused, .passkeyCloned, .turnedAway, .signInFailed, .credentialRefused,
    ]
}

extension AuditActor {
    fileprivate var word: String {
        switch self {
        case .person: "person"
        case .command: "command"
        case .house: "house"
        case .visitor: "visitor"
        }
    }
}

import Genkan
import GenkanStorage
import Hummingbird

/// Makes the values of one person's page for its template.
struct PersonView {
    /// The parts of the page that hold a form with a password.
    enum Part: String, CaseIterable {
        case change
        case again
        case leave
    }

    let details: PersonDetails
    let choices: [FormChoice]
    let frame: DeskFrame
    let me: PersonID
    let now: Instant
    let open: Part?
    let typed: DeskPost?

    private var texts: Texts { frame.texts }
    var words: FormWords { FormWords(texts: texts, language: frame.language) }
    private var person: Person { details.listed.person }
    private var isMe: Bool { person.id == me }
    private var zone: Zone { frame.zone(or: FormWords.zone(choices)) }

    func values() throws(HTTPError) -> [String: Any] {
        var values = PersonFacts(listed: details.listed, texts: texts, now: now, zone: zone).values
        values.merge([
            "id": person.id.description, "name": person.name.text,
            "initial": PeopleNames.initial(of: person.name.text),
            "role": person.role.label[frame.language], "isMe": isMe,
            "held": details.forms.map(held), "holdsNothing": details.forms.isEmpty,
            "waiting": details.waiting.map(GrantView(words: words, mayDecline: true).values),
            "hasWaiting": !details.waiting.isEmpty,
            "change": change, "leave": leave,
        ]) { $1 }
        values["again"] = isMe ? nil : try again()
        values["invited"] = details.invitation.map { ["text": text(of: $0)] }
        return values
    }

    private func text(of waiting: WaitingInvitation) -> String {
        let time = [
            "time": DayText(zone: zone, now: now, texts: texts).text(waiting.invitee.expires)
        ]
        if waiting.acceptedAt != nil { return texts("desk-person-invited-accepted", time) }
        let isOver = waiting.invitee.expires <= now
        return isOver ? texts["desk-person-invited-over"] : texts("desk-person-invited", time)
    }

    private func held(_ form: HeldForm) -> [String: Any] {
        [
            "title": words.title(form.choice), "name": form.choice.name,
            "since": Moment(instant: form.since, zone: zone, now: now, texts: texts).values,
            "isAlone": form.others.isEmpty,
        ]
    }

    private func part(_ part: Part) -> [String: Any] {
        ["passwordID": "password-\(part.rawValue)", "isOpen": open == part]
    }

    private var change: [String: Any] {
        let typed = open == .change ? typed : nil
        var values = part(.change)
        values["typedName"] = typed?["name"] ?? person.name.text
        values["roles"] = RoleView.values(
            typed?["role"] ?? person.role.rawValue, texts, frame.language)
        values["isLast"] = details.isLastAdministrator
        return values
    }

    /// The forms they hold are what the invitation will name; whatever the inviter cannot open waits for
    /// its holders.
    private func again() throws(HTTPError) -> [String: Any] {
        let chosen = open == .again ? try typed?.forms() : nil
        let held = details.forms.map(\.choice)
        let foreign = details.forms.filter { !$0.choice.isHeld }
        var values = part(.again)
        values["forms"] = FormBoxes(words: words, chosen: chosen ?? Set(held.map(\.id)))
            .values(held)
        values["hasForms"] = !held.isEmpty
        values["foreign"] = foreign.map { form in
            [
                "title": words.title(form.choice), "holders": words.holders(form.others),
            ] as [String: Any]
        }
        values["hasForeign"] = !foreign.isEmpty
        return values
    }

    private var leave: [String: Any] {
        let alone = details.forms.filter(\.others.isEmpty).map(\.choice)
        let chosen = typed?["cards"]
        var values = part(.leave)
        values["isMe"] = isMe
        values["isLast"] = details.isLastAdministrator
        values["heading"] =
            isMe
            ? texts["desk-person-leave-me"]
            : texts("desk-person-leave", ["name": person.name.text.isolated])
        values["alone"] =
            alone.isEmpty
            ? nil
            : texts(
                isMe ? "desk-person-alone-me" : "desk-person-alone", ["forms": words.list(alone)])
        values["hasCards"] = details.openCards > 0
        values["cards"] = texts("desk-person-cards", ["count": "\(details.openCards)"])
        values["successors"] = details.successors.map { other in
            [
                "id": other.id.description, "name": other.name.text,
                "chosen": other.id.description == chosen,
            ] as [String: Any]
        }
        return values
    }
}

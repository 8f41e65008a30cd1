import Genkan
import GenkanStorage

/// Makes the values of the list of people for its template.
struct PeopleView {
    let overview: PeopleOverview
    let choices: [FormChoice]
    let frame: DeskFrame
    let me: PersonID
    let now: Instant

    /// Who was not seen for so long is asked about.
    static let long = Duration.seconds(90 * 86_400)

    private var texts: Texts { frame.texts }
    private var words: FormWords { FormWords(texts: texts, language: frame.language) }

    var values: [String: Any] {
        let accepted = overview.invitations.filter { $0.acceptedAt != nil }
        let open = overview.invitations.filter { $0.acceptedAt == nil }
        var values: [String: Any] = [
            "people": overview.people.map(row), "newcomers": accepted.map(newcomer),
            "grants": overview.grants.map(GrantView(words: words, mayDecline: true).values),
            "hasTasks": !accepted.isEmpty || !overview.grants.isEmpty,
            "open": open.map(invitation), "hasOpen": !open.isEmpty,
        ]
        let administrators = overview.people.count { $0.person.role == .administrator }
        values["lonely"] = administrators == 1 ? texts["desk-people-lonely"] : nil
        values["refused"] =
            overview.refused.isEmpty
            ? nil
            : texts(
                "desk-people-forged",
                ["ids": overview.refused.map(\.description).joined(separator: ", ")])
        return values
    }

    private func row(_ listed: ListedPerson) -> [String: Any] {
        var values = PersonFacts(listed: listed, texts: texts, now: now, zone: zone).values
        values["id"] = listed.id.description
        values["name"] = listed.person.name.text
        values["initial"] = PeopleNames.initial(of: listed.person.name.text)
        values["role"] = listed.person.role.label[frame.language]
        values["me"] = listed.id == me
        return values
    }

    private var zone: Zone { frame.zone(or: FormWords.zone(choices)) }

    private func moment(_ instant: Instant) -> [String: Any] {
        Moment(instant: instant, zone: zone, now: now, texts: texts).values
    }

    private func invitation(_ waiting: WaitingInvitation) -> [String: Any] {
        let invitee = waiting.invitee
        return [
            "id": invitee.id.description, "name": invitee.name.text,
            "role": invitee.role.label[frame.language], "isAgain": invitee.isAgain,
            "isOver": invitee.expires <= now, "expires": moment(invitee.expires),
            "by": by(invitee),
        ]
    }

    private func by(_ invitee: Invitee) -> String {
        let inviter = overview.people.first { $0.id == invitee.inviter }?.person.name.text
        return texts(
            "desk-people-invited-by",
            ["name": inviter?.isolated ?? texts["desk-people-recovery"]])
    }

    /// Somebody who has accepted, with what letting them in will do.
    private func newcomer(_ waiting: WaitingInvitation) -> [String: Any] {
        let named = choices.filter { waiting.invitee.forms.contains($0.id) }
        let forms = named.filter { !waiting.revoked.contains($0.id) }
        let revoked = named.filter { waiting.revoked.contains($0.id) }
        let name = waiting.invitee.name.text
        var values = invitation(waiting)
        values["canCheck"] = waiting.canCheck
        values["accepted"] = waiting.acceptedAt.map(moment)
        values["heading"] = texts(
            waiting.invitee.isAgain ? "desk-people-again-accepted" : "desk-people-accepted",
            ["name": name.isolated])
        values["confirm"] = texts("desk-people-confirm", ["name": name.isolated])
        values["passwordID"] = "password-\(waiting.id)"
        let now = forms.filter(\.isHeld), later = forms.filter { !$0.isHeld }
        values["opens"] = now.isEmpty ? nil : words.list(now)
        values["waits"] = later.isEmpty ? nil : words.list(later)
        values["revoked"] = revoked.isEmpty ? nil : words.list(revoked)
        values["opensNothing"] = forms.isEmpty
        return values
    }
}

/// A form that waits to be granted, for a template.
struct GrantView {
    let words: FormWords
    /// Whether who looks may decide against it without holding the form.
    let mayDecline: Bool

    func values(_ waiting: WaitingGrant) -> [String: Any] {
        let name = waiting.person.name.text.isolated
        return [
            "person": waiting.person.id.description, "form": waiting.form.id.description,
            "heading": words.texts(
                "desk-people-grant-waits",
                ["name": name, "form": words.title(waiting.form).isolated]),
            "isMine": waiting.form.isHeld, "mayDecline": mayDecline || waiting.form.isHeld,
            "holders": words.holders(waiting.holders),
        ]
    }
}

/// What is known of a person beside name and role, for a template.
struct PersonFacts {
    let listed: ListedPerson
    let texts: Texts
    let now: Instant
    let zone: Zone

    var values: [String: Any] {
        let count = listed.formCount
        var values: [String: Any] = [
            "forms": texts(
                count == 1 ? "desk-people-form-count-one" : "desk-people-form-count",
                ["count": "\(count)"]),
            "hasSecondFactor": listed.hasSecondFactor, "passkeyCount": "\(listed.passkeyCount)",
        ]
        guard let seen = listed.lastSeen else {
            // Who was let in and never came is asked about as well.
            values["isLong"] = listed.since.map { now.since($0) >= PeopleView.long }
            return values
        }
        var moment = Moment(instant: seen, zone: zone, now: now, texts: texts).values
        let isLong = now.since(seen) >= PeopleView.long
        if isLong { moment["relative"] = texts["desk-people-seen-long"] }
        values["seen"] = moment
        values["isLong"] = isLong
        return values
    }
}

import Genkan
import GenkanStorage

/// Makes the values of the page that shows who can open a form.
struct AccessView {
    let access: FormAccess
    let frame: DeskFrame
    let me: PersonID
    let now: Instant

    private var texts: Texts { frame.texts }

    var values: [String: Any] {
        var values: [String: Any] = [
            "holders": access.holders.map(holder), "holderCount": access.holders.count.grouped,
            "others": access.others.map { other($0) }, "hasOthers": !access.others.isEmpty,
            "otherCount": access.others.count.grouped,
            "strays": access.strays.map { ["id": $0.description] as [String: Any] },
            "hasStrays": !access.strays.isEmpty,
        ]
        values["recovery"] = access.recovery.map { since($0) }
        return values
    }

    /// What is said of what was asked for. Somebody who is in the roster no more has no name here.
    func sentence(_ word: AccessWord, about person: PersonID?) -> String {
        let names = PeopleNames(access.holders.map(\.person) + access.others, texts)
        return texts(word.text, ["who": person.map { names[$0].isolated } ?? ""])
    }

    private func holder(_ holder: Holder) -> [String: Any] {
        var values = other(holder.person)
        let isMine = holder.person.id == me
        values["me"] = isMine
        values["since"] = since(holder.since)
        guard access.holders.count > 1 else { return values }
        let name = holder.person.name.text
        let ends = isMine ? "desk-access-revoke-mine" : "desk-access-revoke-ends"
        values["revocation"] = [
            "ends": texts(ends, ["who": name.isolated]),
            "stays": texts(isMine ? "desk-access-revoke-back" : "desk-access-revoke-stays"),
            "warning": isMine && !isGrantedOn ? texts["desk-access-revoke-unheld"] : "",
            "warns": isMine && !isGrantedOn,
        ]
        return values
    }

    /// Whether anybody but me could grant the form on.
    private var isGrantedOn: Bool {
        access.holders.contains { $0.person.id != me && $0.person.role.may(.grant) }
    }

    private func other(_ person: Person) -> [String: Any] {
        [
            "id": person.id.description, "name": person.name.text,
            "initial": PeopleNames.initial(of: person.name.text),
            "role": person.role.label[frame.language], "may": may(person.role),
        ]
    }

    /// What a role allows on a form that was granted, from the table of rights.
    private func may(_ role: Role) -> String {
        Right.allCases.filter { $0 != .enter && role.may($0) }
            .map { texts["desk-right-\($0.rawValue)"] }.joined(separator: texts["desk-list-comma"])
    }

    /// A time as its day, and exactly.
    private func since(_ instant: Instant) -> [String: Any] {
        let zone = frame.zone(or: frame.form?.zone ?? .utc)
        var values = Moment(instant: instant, zone: zone, now: now, texts: texts).values
        let days = DayText(zone: zone, now: now, texts: texts)
        values["text"] = texts(
            "desk-access-since", ["day": zone.day(of: instant).map(days.text) ?? ""])
        return values
    }
}

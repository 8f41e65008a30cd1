import Genkan

/// The names of people by their ids, as one page needs them.
struct PeopleNames {
    private let names: [PersonID: String]
    private let stranger: String
    private let texts: Texts

    /// What is no person's name, and is called nothing else: the recovery code.
    private let others: [PersonID: String]

    /// - Parameters:
    ///   - others: names of what is no person.
    ///   - stranger: how somebody is called who is not known any more.
    init(
        _ people: [Person], former: [FormerPerson] = [], others: [PersonID: String] = [:],
        stranger: String? = nil, _ texts: Texts
    ) {
        let here = people.map { ($0.id, $0.name.text) }
        let gone = former.map { ($0.id, texts("desk-former", ["name": $0.name.text])) }
        names = Dictionary(here + gone) { first, _ in first }
        self.others = others
        self.stranger = stranger ?? texts["desk-somebody"]
        self.texts = texts
    }

    /// The name; words for somebody who is no longer known.
    subscript(person: PersonID) -> String { names[person] ?? others[person] ?? stranger }

    /// The name for the middle of a sentence, with the title that the language gives to people.
    func addressed(_ person: PersonID) -> String {
        guard let name = names[person] else { return others[person] ?? stranger }
        return texts("desk-addressed", ["name": name.isolated])
    }

    /// The options of the list that assigns a card: nobody first, then who may be given it. Whoever
    /// has it stands there in any case, so that the list never says anything else than the card.
    func options(
        _ holders: [Person], chosen: PersonID?, _ texts: Texts
    ) -> [[String: Any]] {
        var people = holders.map(\.id)
        if let chosen, !people.contains(chosen) { people.append(chosen) }
        let nobody: [String: Any] = [
            "person": "", "name": texts["desk-card-nobody"], "chosen": chosen == nil,
        ]
        return [nobody]
            + people.map { person in
                [
                    "person": person.description, "name": self[person],
                    "chosen": person == chosen,
                ]
            }
    }

    /// For a template: `name`, `initial` and whether it is `me`.
    func values(_ person: PersonID, me: PersonID) -> [String: Any] {
        let name = self[person]
        return ["name": name, "initial": Self.initial(of: name), "me": person == me]
    }

    /// The first letter of a name as people see it.
    static func initial(of name: String) -> String { String(name.prefix(1)) }
}

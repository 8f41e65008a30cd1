import Genkan
import GenkanStorage

/// Forms and times as the pages about people show them.
struct FormWords {
    let texts: Texts
    let language: Language

    /// The title; the name in the address when the definition is not what was signed.
    func title(_ choice: FormChoice) -> String {
        choice.form?.title[language] ?? choice.name
    }

    /// Titles one after another.
    func list(_ choices: [FormChoice]) -> String {
        choices.map { title($0).isolated }.joined(separator: texts["desk-people-comma"])
    }

    /// Names one after another.
    func list(_ people: [Person]) -> String {
        people.map(\.name.text.isolated).joined(separator: texts["desk-people-comma"])
    }

    /// Who could grant a form, in a sentence.
    func holders(_ people: [Person]) -> String {
        people.isEmpty
            ? texts["desk-people-holders-none"]
            : texts("desk-people-holders", ["names": list(people)])
    }

    /// The zone in which times are shown that belong to no form: that of most forms.
    static func zone(_ choices: [FormChoice]) -> Zone {
        let zones = choices.compactMap { $0.form?.zone }
        let counts = Dictionary(grouping: zones, by: \.name).mapValues(\.count)
        return zones.max { counts[$0.name, default: 0] < counts[$1.name, default: 0] } ?? .utc
    }
}

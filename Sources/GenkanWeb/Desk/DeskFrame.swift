import Genkan

/// What every page of a signed-in person carries: the bar, the language switch and a token.
struct DeskFrame {
    let texts: Texts
    let language: Language
    let csrf: String
    /// The form the page belongs to, if any.
    let form: Form?
    private let person: Person
    private let habits: Habits
    private let lockSeconds: Int
    private let taskCount: Int

    init(desk: Desk, context: DeskContext, form: Form? = nil) throws {
        texts = desk.pages.texts(context.language)
        language = context.language
        csrf = try context.csrfToken()
        self.form = form
        person = context.person
        habits = context.habits
        lockSeconds = desk.lockSeconds
        taskCount = context.taskCount
    }

    /// The form's title; empty without a form.
    var formTitle: String { form?.title[language] ?? "" }

    /// The zone in which the reader sees times: their own, or else this one.
    ///
    /// Days are another matter: what is due today, is due on the day it is where the form lives.
    func zone(or other: Zone) -> Zone { habits.zone ?? other }

    /// The values of the bar, and the page's title in the browser's tab.
    func values(title: String) -> [String: Any] {
        var values: [String: Any] = [
            "pageTitle": title, "here": "/desk", "csrf": csrf,
            "languages": LanguageSwitch.values(language), "personName": person.name.text,
            "lockSeconds": lockSeconds,
            "personInitial": PeopleNames.initial(of: person.name.text),
        ]
        for right in Right.allCases where person.role.may(right) {
            values["may-\(right.rawValue)"] = true
        }
        values["keysOff"] = habits.hasKeys ? nil : true
        values["taskCount"] = taskCount > 0 ? taskCount : nil
        values["personRole"] = person.role.label[language]
        values["formTitle"] = form?.title[language]
        values["formName"] = form?.name
        values["atForms"] = form.map { _ in true }
        return values
    }
}

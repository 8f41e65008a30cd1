import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// What a person asks to be told of by mail, and where to, for the template `desk-mail-choices`.
struct MailChoices {
    /// The forms the person can open.
    let forms: [FormChoice]
    let preferences: NoticePreferences
    /// What was just sent and could not be taken.
    var refused: TypedMail?
    let texts: Texts
    let language: Language

    var values: [String: Any] {
        let chosen = refused?.choices ?? preferences.chosen
        var values: [String: Any] = [
            "mailAddress": refused?.text ?? preferences.address?.text ?? "",
            "mailForms": forms.map { row($0, chosen) }, "mailNothing": forms.isEmpty,
        ]
        values["mailProblem"] = refused.map { texts[$0.problem] }
        values["mailRefused"] = preferences.refusal.map { refusal in
            texts("desk-mail-refused", ["reason": MailReason(word: refusal.problem).text(texts)])
        }
        return values
    }

    private func row(_ choice: FormChoice, _ chosen: Set<NoticeChoice>) -> [String: Any] {
        var values: [String: Any] = [
            "id": choice.id.description,
            "title": FormWords(texts: texts, language: language).title(choice),
            "isArrivedChosen": chosen.contains(NoticeChoice(form: choice.id, kind: .arrived)),
        ]
        values["lateLabel"] = choice.form?.answerWithinHours.map { hours in
            texts("desk-mail-late", ["hours": hours.grouped])
        }
        values["isLateChosen"] = chosen.contains(NoticeChoice(form: choice.id, kind: .late))
        return values
    }
}

/// An address and choices as they were sent.
struct TypedMail {
    let text: String
    let choices: Set<NoticeChoice>

    /// - Throws: 400 for what is no form.
    init(_ post: DeskPost) throws(HTTPError) {
        text = post["mail"] ?? ""
        var choices: Set<NoticeChoice> = []
        for kind in NoticeKind.allCases {
            for text in post.values(kind.rawValue) {
                guard let form = FormID(text) else { throw HTTPError(.badRequest) }
                choices.insert(NoticeChoice(form: form, kind: kind))
            }
        }
        self.choices = choices
    }

    /// The address; nil when there is none that mail can go to.
    var address: MailAddress? { MailAddress(typed: text) }

    private var isEmpty: Bool { text.unicodeScalars.allSatisfy { $0.properties.isWhitespace } }

    /// Whether it can be taken: an address, or neither an address nor anything to send there.
    var isFine: Bool { address != nil || isEmpty && choices.isEmpty }

    /// The key of what is said when it cannot.
    var problem: String { isEmpty ? "desk-mail-missing" : "desk-mail-wrong" }
}

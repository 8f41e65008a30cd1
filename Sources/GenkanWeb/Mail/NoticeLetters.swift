public import Genkan

/// The words of the mails that tell the staff something. Nothing that a visitor typed can come in here:
/// there is no way to hand it over.
public struct NoticeLetters: Sendable {
    /// One mail's words.
    public struct Letter: Hashable, Sendable {
        /// The subject, one line.
        public let subject: String
        /// The text, lines ended by LF.
        public let body: String
    }

    private let texts: [Language: Texts]

    /// Reads the texts that are embedded in the executable.
    public init() throws(Pages.Failure) {
        let pages = try Pages()
        texts = Dictionary(
            Language.allCases.map { ($0, pages.texts($0)) }, uniquingKeysWith: { first, _ in first }
        )
    }

    /// - Parameters:
    ///   - count: of how many submissions it tells.
    ///   - title: the form's, in one line.
    ///   - house: how the outside reaches the house, such as `https://forms.example.jp`.
    public func letter(
        _ kind: NoticeKind, count: Int, title: String, form: Form, house: String,
        in language: Language
    ) -> Letter {
        let texts = texts[language] ?? Texts([:])
        let parameters = [
            "form": title, "count": count.grouped,
            "hours": (form.answerWithinHours ?? 0).grouped,
        ]
        let number = count == 1 ? "one" : "many"
        let sight = kind == .late ? "?overdue=yes" : ""
        let lines = [
            texts("mail-\(kind.rawValue)-\(number)", parameters), "",
            "\(house)/desk/forms/\(form.name)/board\(sight)", "",
            texts["mail-no-content"], texts["mail-choices"], "\(house)/desk/profile",
        ]
        return Letter(
            subject: texts("mail-\(kind.rawValue)-subject-\(number)", parameters),
            body: lines.joined(separator: "\n") + "\n")
    }
}

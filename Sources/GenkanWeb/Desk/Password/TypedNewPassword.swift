import Genkan
import Hummingbird

/// What is in the way on a page that sets a password, and the field it is about.
struct CredentialProblem {
    /// The fields of these pages; a problem about none of them is about the moment.
    enum Field: String {
        case old = "Old"
        case code = "Code"
        case name = "Name"
        case password = "Password"
        case again = "Again"
    }

    let text: String
    let field: Field?

    init(_ text: String, at field: Field?) {
        self.text = text
        self.field = field
    }

    /// The values by which the templates tie the text to the field.
    var values: [String: Any] {
        var values: [String: Any] = ["problem": text]
        if let field { values["at\(field.rawValue)"] = true }
        return values
    }
}

/// A new password as it was typed, twice.
struct TypedNewPassword {
    let password: String
    private let again: String

    init(_ fields: RawSubmission) {
        self.init(fields.first("password") ?? "", again: fields.first("again") ?? "")
    }

    init(_ password: String, again: String) {
        self.password = password
        self.again = again
    }

    /// Whether it is the same as another one, as they are stored.
    func isSame(as other: String) -> Bool {
        TextDoor.normalised(password).utf8.elementsEqual(TextDoor.normalised(other).utf8)
    }

    func problems(for name: StaffName, on page: JoinPage) -> JoinProblems {
        let found = problem(for: name, host: page.host, page.texts, page.language)
        return switch found?.field {
        case nil: JoinProblems()
        case .again: JoinProblems(again: found?.text)
        default: JoinProblems(password: found?.text)
        }
    }

    /// The first thing in the way; nil when there is none.
    func problem(
        for name: StaffName, host: String, _ texts: Texts, _ language: Language
    ) -> CredentialProblem? {
        if let problem = PasswordRule(host: host).problem(with: password, of: name) {
            return CredentialProblem(problem.text[language], at: .password)
        }
        guard password.utf8.elementsEqual(again.utf8) else {
            return CredentialProblem(texts["desk-join-differ"], at: .again)
        }
        return nil
    }
}

extension Request {
    /// The name by which the house is known: as the configuration says, or else as this request called it.
    func host(_ publicOrigin: Origin?) -> String {
        let called = publicOrigin ?? head.authority.flatMap { Origin("https://" + $0) }
        return called?.host ?? ""
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs

/// The page on which somebody who was invited chooses a password and sets up a second factor. It carries
/// the code and the factor, sealed under the code, in fields of its own: nothing of it is stored.
struct JoinPage {
    let desk: Desk
    let language: Language
    /// What the house is called in addresses: no password is made of it.
    let host: String
    let code: String

    var texts: Texts { desk.pages.texts(language) }

    func response(
        _ invitation: OpenInvitation, _ factor: SecondFactor, _ problems: JoinProblems = .init()
    ) throws -> Response {
        let invitee = invitation.invitee
        let name = invitee.name.text
        var values = try SecondFactorPage(texts: texts, person: name).picture(of: factor)
        values.merge([
            "pageTitle": texts[
                problems.isEmpty ? "desk-join-accept-title" : "desk-join-accept-error-title"],
            "here": "/desk/join", "languages": LanguageSwitch.values(language),
            "name": name, "heading": texts("desk-join-welcome", ["name": name.isolated]),
            "role": invitee.role.label[language], "isAgain": invitee.isAgain,
            "code": code, "draft": try invitation.text(ofDraft: factor.content()),
            "hasProblem": !problems.isEmpty,
            "suggestion": try desk.staff.suggestPassword(),
        ]) { $1 }
        values["passwordProblem"] = problems.password
        values["againProblem"] = problems.again
        values["codeProblem"] = problems.code
        return try desk.pages.response(
            "desk-join-accept", values, in: language,
            status: problems.isEmpty ? .ok : .unprocessableContent)
    }
}

/// What is in the way, by field.
struct JoinProblems {
    var password: String?
    var again: String?
    var code: String?

    var isEmpty: Bool { password == nil && again == nil && code == nil }
}

/// What follows: the backup codes, once, and that somebody has to let the newcomer in.
struct JoinDonePage {
    let desk: Desk
    let language: Language

    func response(_ invitee: Invitee, _ factor: SecondFactor) throws -> Response {
        let texts = desk.pages.texts(language)
        let values: [String: Any] = [
            "pageTitle": texts["desk-joined-title"], "here": "/desk/join",
            "what": texts("desk-joined-what", ["name": invitee.name.text.isolated]),
            "codes": try SecondFactorPage.codes(of: factor),
        ]
        return try desk.pages.response("desk-joined", values, in: language)
    }
}

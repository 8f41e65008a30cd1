import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging

/// `GET` and `POST /desk/recover`: the house's recovery code lets an administrator in when nobody else
/// can. It travels in the body of one request and is kept nowhere.
struct Recover: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DoorContext) throws -> Response {
        try RecoverPage(desk: desk, language: context.language).response()
    }

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let page = RecoverPage(
            desk: desk, language: context.language, name: fields.first("name") ?? "")
        if let wait = context.clientAddress.flatMap({ desk.joinLimit.allow($0) }) {
            return try page.slowDown(wait)
        }
        guard let name = StaffName(page.name) else {
            return try page.refused("desk-people-refused-name", at: .name)
        }
        let typed = TypedNewPassword(fields)
        let host = request.host(context.publicOrigin)
        if let problem = typed.problem(for: name, host: host, page.texts, page.language) {
            return try page.response(problem: problem, status: .unprocessableContent)
        }
        guard let password = try SignIn.password(typed.password) else {
            return try page.refused("desk-again-empty", at: .password)
        }
        do {
            let isAdmitted = try await desk.networks.admits(
                context.clientAddress, as: .administrator)
            let person = try await desk.staff.recover(
                fields.first("code") ?? "", name: name, password: password,
                isAdmitted: isAdmitted, now: desk.now())
            guard let person else { return try page.refused("desk-recover-refused", at: .code) }
            try await desk.sessions.endAll(of: person.id)
            context.logger.warning(
                "Somebody came in by the recovery code",
                metadata: ["person": .string(person.id.description)])
            return .redirect(to: "/desk/sign-in?again=recovered", type: .normal)
        } catch PeopleRefusal.nameTaken {
            return try page.refused("desk-recover-not-administrator", at: .name)
        } catch let refusal as PeopleRefusal {
            return try page.refused("desk-people-refused-\(refusal.rawValue)", at: nil)
        }
    }
}

/// The page that asks for the recovery code.
struct RecoverPage {
    let desk: Desk
    let language: Language
    var name = ""

    var texts: Texts { desk.pages.texts(language) }

    func response(
        problem: CredentialProblem? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        var values: [String: Any] = [
            "pageTitle": texts[problem == nil ? "desk-recover-title" : "desk-recover-error-title"],
            "here": "/desk/recover", "languages": LanguageSwitch.values(language), "name": name,
        ]
        values.merge(problem?.values ?? [:]) { $1 }
        values["suggestion"] = try desk.staff.suggestPassword()
        return try desk.pages.response("desk-recover", values, in: language, status: status)
    }

    func refused(_ text: String, at field: CredentialProblem.Field?) throws -> Response {
        try response(problem: .init(texts[text], at: field), status: .unprocessableContent)
    }

    func slowDown(_ wait: Duration) throws -> Response {
        let seconds = String(wait.wholeSeconds)
        var response = try response(
            problem: .init(texts("desk-sign-in-slow-down", ["seconds": seconds]), at: nil),
            status: .tooManyRequests)
        response.headers[.retryAfter] = seconds
        return response
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET` and `POST /desk/password`: another password of one's own. The old one is asked for in the same
/// form, every other session of the person ends, and this one goes on under a new token.
struct ChangePassword: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        let isDone = request.uri.queryParameters["done"] != nil
        return try page(context, notice: isDone ? "desk-password-done" : nil)
    }

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        let live = context.session.live, texts = desk.pages.texts(context.language)
        guard let old = try SignIn.password(fields["old"] ?? "") else {
            return try refused("desk-again-empty", at: .old, context)
        }
        if let wait = desk.againLimit.allow(live.person.id) {
            let seconds = String(wait.wholeSeconds)
            var response = try page(
                context,
                problem: .init(texts("desk-sign-in-slow-down", ["seconds": seconds]), at: nil),
                status: .tooManyRequests)
            response.headers[.retryAfter] = seconds
            return response
        }
        let typed = TypedNewPassword(fields["password"] ?? "", again: fields["again"] ?? "")
        let host = request.host(context.publicOrigin)
        if let problem = typed.problem(for: live.person.name, host: host, texts, context.language) {
            desk.againLimit.giveBack(live.person.id)
            return try page(context, problem: problem, status: .unprocessableContent)
        }
        guard let new = try SignIn.password(typed.password), !typed.isSame(as: fields["old"] ?? "")
        else {
            desk.againLimit.giveBack(live.person.id)
            return try refused("desk-password-same", at: .password, context)
        }
        do {
            let isChanged = try await desk.counted(live.person.id) {
                try await desk.staff.changePassword(of: live, from: old, to: new, now: desk.now())
            }
            guard isChanged else { return try refused("desk-again-refused", at: .old, context) }
        } catch PeopleRefusal.changedMeanwhile {
            return try refused("desk-password-meanwhile", at: nil, context)
        }
        desk.againLimit.giveBack(live.person.id)
        _ = try await desk.sessions.endOthers(of: live)
        var response = Response.redirect(to: "/desk/password?done=yes", type: .normal)
        try await desk.renew(context, isProven: true, &response)
        return response
    }

    private func refused(
        _ text: String, at field: CredentialProblem.Field?, _ context: DeskContext
    ) throws -> Response {
        let text = desk.pages.texts(context.language)[text]
        return try page(
            context, problem: .init(text, at: field), status: .unprocessableContent)
    }

    private func page(
        _ context: DeskContext, problem: CredentialProblem? = nil, notice: String? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let title = problem == nil ? "desk-password-title" : "desk-password-error-title"
        var values = frame.values(title: frame.texts[title])
        values["here"] = "/desk/password"
        values.merge(problem?.values ?? [:]) { $1 }
        values["suggestion"] = try desk.staff.suggestPassword()
        values["notice"] = notice.map { frame.texts[$0] }
        return try desk.pages.response(
            "desk-password", values, in: context.language, status: status)
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Proofs
import Sealing

/// `POST /desk/join` and `POST /desk/join/accept`: the code of an invitation, then password and second
/// factor. The first uses nothing up; the second does, once.
///
/// What is the matter with an invitation is told only to who has its code; guesses are slowed down as at
/// the sign-in.
struct Join: Sendable {
    let desk: Desk

    /// The code: the page for password and second factor follows.
    func look(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        return try await opening(fields, context) { invitation in
            try page(fields, request, context).response(invitation, .create())
        }
    }

    /// Everything: the invitation is accepted, and the backup codes are shown.
    func accept(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        return try await opening(fields, context) { invitation in
            let page = page(fields, request, context)
            guard let draft = try invitation.draft(fields.first("draft") ?? "") else {
                return try page.response(invitation, .create())
            }
            let factor = try SecondFactor.read(draft)
            let now = desk.now()
            let step = try factor.seed.check(
                fields.first("first") ?? "", now: now.seconds, after: factor.lastStep)
            let typed = TypedNewPassword(fields)
            var problems = typed.problems(for: invitation.invitee.name, on: page)
            if step == nil { problems.code = page.texts["desk-factor-refused"] }
            guard problems.isEmpty, let step, let password = try SignIn.password(typed.password)
            else { return try page.response(invitation, factor, problems) }
            let used = try factor.using(.oneTimePassword(step: step))
            let invitee = try await desk.staff.accept(
                page.code, password: password, secondFactor: used.content(), now: now)
            return try JoinDonePage(desk: desk, language: context.language)
                .response(invitee, used)
        }
    }

    private func page(
        _ fields: RawSubmission, _ request: Request, _ context: DoorContext
    ) -> JoinPage {
        JoinPage(
            desk: desk, language: context.language, host: request.host(context.publicOrigin),
            code: fields.first("code") ?? "")
    }

    /// Lends the invitation of the code that was sent, or says what is the matter with it.
    private func opening(
        _ fields: RawSubmission, _ context: DoorContext,
        _ body: (OpenInvitation) async throws -> Response
    ) async throws -> Response {
        let page = JoinCodePage(desk: desk, language: context.language)
        let texts = desk.pages.texts(context.language)
        if let wait = context.clientAddress.flatMap({ desk.joinLimit.allow($0) }) {
            let seconds = String(wait.wholeSeconds)
            var response = try page.response(
                problem: texts("desk-sign-in-slow-down", ["seconds": seconds]),
                status: .tooManyRequests)
            response.headers[.retryAfter] = seconds
            return response
        }
        do {
            let invitation = try await desk.staff.invitation(
                fields.first("code") ?? "", now: desk.now())
            // A right code is no guess: what was set up under it is not lost to other people's.
            if let address = context.clientAddress { desk.joinLimit.giveBack(address) }
            return try await body(invitation)
        } catch let refusal as PeopleRefusal {
            return try page.response(
                problem: texts["desk-people-refused-\(refusal.rawValue)"],
                status: .unprocessableContent)
        } catch let error as SealingError where error.code != .unavailable {
            context.logger.error(
                "An invitation was refused: what is stored is not what was signed",
                metadata: ["error": .string("\(error)")])
            return try page.response(
                problem: texts["desk-join-forged"], status: .unprocessableContent)
        }
    }
}

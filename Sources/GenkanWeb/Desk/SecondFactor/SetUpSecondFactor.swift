import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// `GET /desk/sign-in/second-factor`: the QR code of a new second factor, for who has none yet.
struct ShowSecondFactorSetUp: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let path = request.uri.queryParameters["return"].flatMap { ReturnPath(String($0)) }
        guard let pending = PendingCookie.read(request),
            let keychain = try await desk.signIns.settingUp(pending, now: desk.now())
        else { return SignIn.anew("late", returnTo: path) }
        let page = SetUpPage(desk: desk, language: context.language, returnTo: path)
        return try page.response(SecondFactor.create(), of: keychain)
    }
}

/// `POST /desk/sign-in/second-factor`: a first code of it; then the backup codes, and the desk is open.
struct SetUpSecondFactor: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DoorContext) async throws -> Response {
        let fields = try await DeskPost.fields(of: request)
        let path = fields.first("return").flatMap { ReturnPath($0) }
        let now = desk.now()
        guard let pending = PendingCookie.read(request),
            let keychain = try await desk.signIns.settingUp(pending, now: now)
        else { return SignIn.anew("late", returnTo: path) }
        let page = SetUpPage(desk: desk, language: context.language, returnTo: path)
        let confirmation = try SecondFactor.confirmed(
            draft: fields.first("draft") ?? "", code: fields.first("code") ?? "", of: keychain,
            now: now)
        switch confirmation {
        case .noDraft: return SignIn.anew("late", returnTo: path)
        case .wrong(let factor):
            return try page.response(factor, of: keychain, isRefused: true)
        case .right(let factor):
            let answer = try await desk.signIns.setUp(
                pending, factor: factor.content(), place: context.place, now: now)
            guard case .signedIn(let token, let person) = answer else {
                return SignIn.anew("late", returnTo: path)
            }
            if let former = context.session {
                try await desk.sessions.end(former.token, now: now)
            }
            var response = try BackupCodesPage(desk: desk, language: context.language)
                .response(factor, next: path?.text ?? "/desk")
            SignIn.opened(token, &response)
            await desk.welcome(person, request, &response)
            return response
        }
    }
}

/// The page of the QR code at the door.
struct SetUpPage {
    let desk: Desk
    let language: Language
    let returnTo: ReturnPath?

    func response(
        _ factor: SecondFactor, of keychain: Keychain, isRefused: Bool = false
    ) throws -> Response {
        let texts = desk.pages.texts(language)
        var values = try SecondFactorPage(texts: texts, person: keychain.person.name)
            .values(factor, of: keychain)
        values["pageTitle"] = texts[isRefused ? "desk-factor-error-title" : "desk-factor-title"]
        values["here"] = "/desk/sign-in/second-factor"
        values["action"] = "/desk/sign-in/second-factor"
        values["languages"] = LanguageSwitch.values(language)
        values["returnTo"] = returnTo?.text
        values["problem"] = isRefused ? texts["desk-factor-refused"] : nil
        return try desk.pages.response(
            "desk-factor", values, in: language,
            status: isRefused ? .unprocessableContent : .ok)
    }
}

/// The ten codes on paper, shown once.
struct BackupCodesPage {
    let desk: Desk
    let language: Language

    func response(_ factor: SecondFactor, next: String) throws -> Response {
        let texts = desk.pages.texts(language)
        let values: [String: Any] = [
            "pageTitle": texts["desk-backup-title"], "next": next,
            "codes": try SecondFactorPage.codes(of: factor),
        ]
        return try desk.pages.response("desk-backup-codes", values, in: language)
    }
}

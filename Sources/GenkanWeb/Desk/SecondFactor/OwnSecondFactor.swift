import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Proofs
import Sealing

/// `/desk/second-factor`: one's own second factor: how many backup codes are left, ten new ones, another
/// authenticator. The credential was asked for again a moment ago.
struct OwnSecondFactor: Sendable {
    let desk: Desk

    /// `GET`: the state, and the QR code of a new one.
    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await page(context)
    }

    /// `POST`: another authenticator, after a first code of it. The backup codes are new, too.
    func replace(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        let live = context.session.live
        let confirmation = try SecondFactor.confirmed(
            draft: fields["draft"] ?? "", code: fields["code"] ?? "", of: live.keychain,
            now: desk.now())
        switch confirmation {
        case .noDraft: return .redirect(to: "/desk/second-factor", type: .normal)
        case .wrong(let factor):
            return try await page(context, again: factor)
        case .right(let factor):
            return try await store(factor, as: .secondFactorSet, context)
        }
    }

    /// `POST …/codes`: ten new backup codes; the old ones count no more.
    func renewCodes(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        guard let present = try await desk.staff.secondFactor(of: context.session.live) else {
            throw HTTPError(.notFound)
        }
        let renewed = try SecondFactor.read(present.content).renewingBackupCodes()
        return try await store(renewed, as: .backupCodesRenewed, context)
    }

    private func store(
        _ factor: SecondFactor, as kind: AuditKind, _ context: DeskContext
    ) async throws -> Response {
        let live = context.session.live
        guard let present = try await desk.staff.secondFactor(of: live),
            try await desk.staff.replaceSecondFactor(
                present.stored, with: factor.content(), as: kind, of: live, now: desk.now())
        else { throw HTTPError(.conflict) }
        return try BackupCodesPage(desk: desk, language: context.language)
            .response(factor, next: "/desk/second-factor")
    }

    private func page(
        _ context: DeskContext, again factor: SecondFactor? = nil
    ) async throws -> Response {
        let live = context.session.live
        guard let present = try await desk.staff.secondFactor(of: live) else {
            throw HTTPError(.notFound)
        }
        let frame = try DeskFrame(desk: desk, context: context)
        var values = frame.values(title: frame.texts["desk-own-factor-title"])
        let left = try SecondFactor.read(present.content).backupCodes.unusedCount
        values["here"] = "/desk/second-factor"
        values["codesLeft"] = frame.texts("desk-own-factor-codes", ["count": "\(left)"])
        values["isLow"] = left <= 3
        let page = SecondFactorPage(texts: frame.texts, person: live.person.name.text)
        values.merge(try page.values(factor ?? .create(), of: live.keychain)) { $1 }
        values["problem"] = factor == nil ? nil : frame.texts["desk-factor-refused"]
        return try desk.pages.response(
            "desk-own-factor", values, in: context.language,
            status: factor == nil ? .ok : .unprocessableContent)
    }
}

import Genkan
import GenkanStorage
import Hummingbird
import Logging
import Sealing

/// `GET /desk/submissions/{submission}`: all answers, opened only now; the store writes that into the
/// audit trail first.
struct ShowSubmission: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }) else {
            throw HTTPError(.notFound)
        }
        let opened: OpenedSubmission?
        do {
            opened = try await desk.board.open(id, for: context.session.live, now: desk.now())
        } catch let error as SealingError where error.code != .unavailable {
            return try await refused(id, error, context)
        } catch let error as StorageError where error.code == .corrupted {
            return try await refused(id, error, context)
        }
        guard let opened else { throw HTTPError(.notFound) }
        let frame = try DeskFrame(desk: desk, context: context, form: opened.current.form)
        let view = SubmissionView(
            opened: opened, frame: frame, me: context.person.id, now: desk.now())
        var values = frame.values(
            title: frame.texts(
                "desk-file-title",
                ["receipt": opened.card.receipt.text, "form": frame.formTitle]))
        values.merge(view.values) { _, new in new }
        values["here"] = "/desk/submissions/\(id)"
        values["notice"] = DoneNotice(request)?.text(opened.card, opened.current.form, frame)
        return try desk.pages.response("desk-submission", values, in: context.language)
    }

    /// What is stored is not what was sealed: said to the person, and to the log by name. The page
    /// leads back to the form's board, unless not even the form can be told.
    private func refused(
        _ id: SubmissionID, _ error: any Error, _ context: DeskContext
    ) async throws -> Response {
        context.logger.error(
            "A submission was refused: what is stored is not what was sealed",
            metadata: [
                "submission": .string(id.description), "error": .string(ErrorPage.name(of: error)),
            ])
        let form = try? await desk.board.form(of: id, for: context.session.live)
        let frame = try DeskFrame(desk: desk, context: context, form: form)
        var values = frame.values(title: frame.texts["desk-unreadable-heading"])
        values["here"] = "/desk/submissions/\(id)"
        values["submission"] = id.description
        return try desk.pages.response(
            "desk-unreadable", values, in: context.language, status: .internalServerError)
    }
}

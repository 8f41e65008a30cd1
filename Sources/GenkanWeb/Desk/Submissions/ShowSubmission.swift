import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// `GET /desk/submissions/{submission}`: all answers and notes, opened only now; the store writes that
/// into the audit trail first. The query says from which board the card was opened, so that the cards
/// before and behind it are those of that board.
struct ShowSubmission: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }) else {
            throw HTTPError(.notFound)
        }
        let form = try? await desk.board.form(of: id, for: context.session.live)
        let sight = form.map { BoardSight(text: request.uri.query ?? "", of: $0) }
        return try await page(
            id, sight ?? BoardSight(), notice: DoneNotice(request), context)
    }

    /// The page, with a note that could not be taken as it was typed (422).
    func page(
        _ id: SubmissionID, _ sight: BoardSight, notice: DoneNotice? = nil,
        draft: NoteDraft? = nil, _ context: DeskContext
    ) async throws -> Response {
        let opened: OpenedSubmission?
        do {
            opened = try await desk.board.open(id, for: context.session.live, now: desk.now())
        } catch let error as SealingError where error.code != .unavailable {
            return try await refused(id, error, context)
        } catch let error as StorageError where error.code == .corrupted {
            return try await refused(id, error, context)
        }
        guard let opened else { throw HTTPError(.notFound) }
        context.logger.refused(notes: opened.refusedNotes)
        var sight = sight
        // In a list, the neighbours are those of the list.
        if sight.list?.card == nil {
            sight.column = sight.column ?? opened.card.state.place.columnID
        }
        let frame = try DeskFrame(desk: desk, context: context, form: opened.current.form)
        let view = SubmissionView(
            opened: opened, frame: frame, me: context.person.id, now: desk.now(), sight: sight,
            map: desk.map)
        let title = frame.texts(
            "desk-file-title", ["receipt": opened.card.receipt.text, "form": frame.formTitle])
        var values = frame.values(
            title: draft == nil ? title : frame.texts("entrance-error-title", ["title": title]))
        values.merge(view.values) { _, new in new }
        values["here"] = ReturnPath.here(sight.address(ofCard: id))
        values["notice"] = notice.map { self.values($0, opened, frame) }
        values["noteID"] = try desk.board.freshNoteID(now: desk.now()).description
        values["draftKey"] = try context.draftKey()
        values["draft"] = draft.map { self.values($0, frame) }
        try await add(neighboursOf: opened, sight, to: &values, context)
        return try desk.pages.response(
            "desk-submission", values, in: context.language,
            status: draft == nil ? .ok : .unprocessableContent)
    }

    private func values(
        _ done: DoneNotice, _ opened: OpenedSubmission, _ frame: DeskFrame
    ) -> [String: Any] {
        let text =
            done.changedNothing
            ? done.text(frame) : done.text(opened.card, opened.current.form, frame)
        var values: [String: Any] = ["text": text]
        values["undo"] = done.undoing(of: opened.current.form)
        return values
    }

    private func values(_ draft: NoteDraft, _ frame: DeskFrame) -> [String: Any] {
        let most = draft.problem == .full ? NoteText.most : NoteText.longest
        return [
            "text": draft.text,
            "problem": frame.texts(
                "desk-note-\(draft.problem.rawValue)", ["most": most.grouped]),
        ]
    }

    private func add(
        neighboursOf opened: OpenedSubmission, _ sight: BoardSight,
        to values: inout [String: Any], _ context: DeskContext
    ) async throws {
        if let list = sight.list, let place = list.card {
            let neighbours = try await desk.board.neighbours(
                of: place, in: opened.current.id, sight.listQuery, for: context.session.live,
                now: desk.now())
            func address(_ place: ListPlace) -> String {
                var other = sight
                other.list = list.at(place)
                return other.address(ofCard: place.id)
            }
            values["before"] = neighbours.before.map(address)
            values["behind"] = neighbours.behind.map(address)
            return
        }
        guard let column = sight.column else { return }
        let neighbours = try await desk.board.neighbours(
            of: opened.card.id, in: column, of: opened.current.id, sight.query,
            for: context.session.live, now: desk.now())
        values["before"] = neighbours.before.map { sight.address(ofCard: $0) }
        values["behind"] = neighbours.behind.map { sight.address(ofCard: $0) }
    }

    /// What is stored is not what was sealed: said to the person, and to the log by name. The page
    /// leads back to the form's board, unless not even the form can be told.
    func refused(
        _ id: SubmissionID, _ error: any Error, _ context: DeskContext
    ) async throws -> Response {
        context.logger.error(
            "A submission was refused: what is stored is not what was sealed",
            metadata: [
                "submission": .string(id.description), "error": .string(ErrorPage.name(of: error)),
            ])
        let form = try? await desk.board.form(of: id, for: context.session.live)
        let frame = try DeskFrame(desk: desk, context: context, form: form?.form)
        var values = frame.values(title: frame.texts["desk-unreadable-heading"])
        values["here"] = "/desk/submissions/\(id)"
        values["submission"] = id.description
        return try desk.pages.response(
            "desk-unreadable", values, in: context.language, status: .internalServerError)
    }
}

extension Logger {
    /// What is written about a card and is not what was sealed.
    fileprivate func refused(notes: [NoteID]) {
        guard !notes.isEmpty else { return }
        error(
            "Notes were refused: what is stored is not what was sealed",
            metadata: ["notes": .array(notes.map { .string($0.description) })])
    }
}

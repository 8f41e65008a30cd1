import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// `GET /desk/forms/{form}/new` and `POST`: writes down an inquiry that came in by telephone, on paper,
/// by e-mail or in person, with the form's own fields. It is stored and sealed as one from the web.
struct EnterByHand: Sendable {
    let desk: Desk

    func show(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        return try EntryPage(desk: desk, form: form, entry: EntryPost(), context: context)
            .response()
    }

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let post = try await DeskPost(request, context, upTo: EntryPost.limit(of: form))
        let entry = try EntryPost(post, of: form.form)
        let checked = CheckedEntry(entry, for: form.form)
        guard let submission = checked.submission else {
            return try page(
                form, entry, .problems(checked.problems, note: checked.noteProblem), context)
        }
        guard let key = IdempotencyKey(entry.key) else { throw HTTPError(.badRequest) }
        let entering: Entering
        do throws(AcceptError) {
            entering = try await desk.submissions.enter(
                submission, to: form, key: key, .init(entry.source, by: context.person.id),
                now: desk.now())
        } catch {
            return try refused(form, entry, error, context)
        }
        switch entering {
        case .stored(let id), .repeated(let id):
            return try await finish(id, checked.note, form, entry, context)
        case .conflict:
            return try page(form, entry.renewed, .sentBefore, context)
        }
    }

    /// The note, and who takes it, belong to what is stored by now. Whoever sends the page again because
    /// they could not be written, or twice by a double click, has them written once.
    private func finish(
        _ id: SubmissionID, _ note: NoteText?, _ form: RegisteredForm, _ entry: EntryPost,
        _ context: DeskContext
    ) async throws -> Response {
        do {
            if let note {
                _ = try await desk.board.note(
                    note, on: id, as: .first, for: context.session.live, now: desk.now())
            }
            if entry.isTaken {
                // What somebody has changed by now is no new card any more.
                _ = try await desk.board.change(
                    id, .take, expecting: CardState.firstVersion, for: context.session.live,
                    now: desk.now())
            }
        } catch let error as StorageError where error.code == .unavailable {
            return try page(form, entry, .busy, context)
        } catch let error as SealingError where error.code == .unavailable {
            return try page(form, entry, .busy, context)
        }
        return .redirect(to: BoardSight().address(ofCard: id, ["done=entered"]), type: .normal)
    }

    private func refused(
        _ form: RegisteredForm, _ entry: EntryPost, _ error: AcceptError, _ context: DeskContext
    ) throws -> Response {
        switch error {
        case .full, .unavailable, .noRoomForFiles: return try page(form, entry, .busy, context)
        case .tooLarge: return try page(form, entry, .tooLarge, context)
        case .refused(let error):
            context.logger.error(
                "Nothing can be stored: what is stored of the form is not what was signed",
                metadata: ["error": .string("\(error)")])
            return try page(form, entry, .busy, context)
        }
    }

    private func page(
        _ form: RegisteredForm, _ entry: EntryPost, _ refusal: EntryRefusal,
        _ context: DeskContext
    ) throws -> Response {
        try EntryPage(desk: desk, form: form, entry: entry, context: context).response(refusal)
    }
}

/// An entry held against its form.
private struct CheckedEntry {
    /// Nil when there is something to be put right.
    private(set) var submission: ValidSubmission?
    /// Nil when there is none.
    private(set) var note: NoteText?
    private(set) var problems: [FieldProblem] = []
    private(set) var noteProblem: NoteText.Problem?

    init(_ entry: EntryPost, for form: Form) {
        do {
            note = try NoteText(entry.note)
        } catch {
            noteProblem = error == .empty ? nil : error
        }
        switch form.validate(entry.raw, as: .staff) {
        case .valid(let valid): submission = noteProblem == nil ? valid : nil
        case .invalid(let found): problems = found
        }
    }
}

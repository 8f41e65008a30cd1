import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/submissions/{submission}/{take,assign,move,spam,due,labels}`: one change of a card, which
/// names the version it saw. A stale one changes nothing and shows what somebody else did (409).
///
/// `POST /desk/forms/{form}/cards/…` does the same to several cards: each is changed unless somebody else
/// has changed it meanwhile, and what was left alone is told.
struct ChangeCard: Sendable {
    let desk: Desk

    func one(
        _ request: Request, _ context: DeskContext, _ verb: CardOrder.Verb
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }) else {
            throw HTTPError(.notFound)
        }
        let form = try await desk.form(named: post["form"], for: context)
        let order = try CardOrder(verb, one: id, post)
        let outcome =
            try await desk.board.change(
                order.cards, order.action, for: context.session.live, now: desk.now()
            ).first ?? .gone
        if request.prefersJSON {
            return try CardAnswer(order.cards, [outcome]).response(in: context.language)
        }
        let way = WayBack(post, form)
        switch outcome {
        case .changed(let version):
            let undo = SeenCard(id: id, version: version)
            return .redirect(to: way.after(order.done, of: id, undo: undo), type: .normal)
        case .unchanged:
            return .redirect(to: way.after(.unchanged, of: id, undo: nil), type: .normal)
        case .infected:
            return .redirect(to: way.after(order.done, of: id, undo: nil), type: .normal)
        case .conflict(let current, let changes):
            let page = ConflictPage(
                desk: desk, form: form, submission: id, post: post, order: order,
                back: way.to(id))
            return try await page.response(current, changes, context)
        case .unknown:
            throw HTTPError(.badRequest)
        case .gone:
            throw HTTPError(.notFound)
        }
    }

    func several(
        _ request: Request, _ context: DeskContext, _ verb: CardOrder.Verb
    ) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let order = try CardOrder(verb, post)
        guard !order.isEmpty else {
            if request.prefersJSON { throw HTTPError(.badRequest) }
            return .redirect(to: WayBack(post, form).withNothingChosen, type: .normal)
        }
        let outcomes = try await desk.board.change(
            order.cards, of: form.id, order.action, for: context.session.live, now: desk.now())
        let answer = CardAnswer(
            order.cards, outcomes, words: try await words(outcomes, form, context),
            texts: desk.pages.texts(context.language))
        if request.prefersJSON { return try answer.response(in: context.language) }
        guard !outcomes.contains(.unknown) else { throw HTTPError(.badRequest) }
        return .redirect(to: WayBack(post, form).after(answer, order.done), type: .normal)
    }

    /// What puts into words what others did; nil when nobody was faster.
    private func words(
        _ outcomes: [ChangeOutcome], _ form: RegisteredForm, _ context: DeskContext
    ) async throws -> ChangeText? {
        let isAnyStale = outcomes.contains { if case .conflict = $0 { true } else { false } }
        guard isAnyStale else { return nil }
        let frame = try DeskFrame(desk: desk, context: context, form: form.form)
        let slice = try await desk.board.cards(
            [], of: form.id, for: context.session.live, now: desk.now())
        return ChangeText(slice.desk, frame, now: desk.now())
    }

    /// `POST /desk/forms/{form}/undo`: takes back one's own latest change of each card.
    func undo(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let cards = try post.cards("card")
        let outcomes = try await desk.board.undo(
            cards, of: form.id, for: context.session.live, now: desk.now())
        let answer = CardAnswer(
            cards, outcomes, words: try await words(outcomes, form, context),
            texts: desk.pages.texts(context.language))
        if request.prefersJSON { return try answer.response(in: context.language) }
        return .redirect(
            to: WayBack(post, form).after(answer, .undone, canUndo: false), type: .normal)
    }
}

/// What became of cards, for the script of the board.
struct CardAnswer: Encodable {
    struct Outcome: Encodable {
        let id: String
        let outcome: String
        let version: Int64?
        /// What others did last, in words, where they were faster.
        let said: String?
    }

    let cards: [Outcome]
    /// Why something was left alone that nobody had changed, in words.
    let told: String?

    init(
        _ cards: [SeenCard], _ outcomes: [ChangeOutcome], words: ChangeText? = nil,
        texts: Texts? = nil
    ) {
        let infected = outcomes.count { if case .infected = $0 { true } else { false } }
        told = infected > 0 ? texts?("desk-done-infected", ["count": infected.grouped]) : nil
        self.cards = zip(cards, outcomes).map { card, outcome in
            let (word, version): (String, Int64?) =
                switch outcome {
                case .changed(let version): ("changed", version)
                case .unchanged(let version): ("unchanged", version)
                case .conflict(let current, _): ("conflict", current.version)
                case .infected(let version): ("infected", version)
                case .unknown: ("unknown", nil)
                case .gone: ("gone", nil)
                }
            var said: String?
            if case .conflict(_, let changes) = outcome, let words, let last = changes.last {
                said = words(last)
            }
            return Outcome(
                id: card.id.description, outcome: word, version: version, said: said)
        }
    }

    /// The cards that were changed, at their new versions.
    var changed: [SeenCard] {
        cards.compactMap { card in
            guard card.outcome == "changed", let id = SubmissionID(card.id),
                let version = card.version
            else { return nil }
            return SeenCard(id: id, version: version)
        }
    }

    /// How many were left alone.
    var kept: Int { cards.count { $0.outcome == "conflict" || $0.outcome == "gone" } }

    /// How many were left alone, because a virus scanner found something in a file of theirs.
    var infected: Int { cards.count { $0.outcome == "infected" } }

    /// Which were left alone, because others were faster.
    var stale: [SubmissionID] {
        cards.filter { $0.outcome == "conflict" }.compactMap { SubmissionID($0.id) }
    }

    /// 409 when nothing was done because others were faster.
    func response(in language: Language) throws -> Response {
        if cards.contains(where: { $0.outcome == "unknown" }) { throw HTTPError(.badRequest) }
        if cards.allSatisfy({ $0.outcome == "gone" }) { throw HTTPError(.notFound) }
        let isStale = changed.isEmpty && kept > 0
        return .json(self, status: isStale ? .conflict : .ok, in: language)
    }
}

/// Back to where a button was: the board or the list as it was looked at or the page of today, at the
/// card, or the card's page.
struct WayBack {
    /// More than these are not put into an address to be undone: it would grow too long.
    static let mostUndone = 40
    /// So many of those that were left alone are named.
    private static let mostNamed = 10

    private let form: Form
    private let from: String?
    private let sight: BoardSight

    init(_ post: DeskPost, _ form: RegisteredForm) {
        self.form = form.form
        from = post["from"]
        sight = BoardSight(text: post["sight"] ?? "", of: form)
    }

    /// To where the cards were chosen, with the word that nothing was chosen to do.
    var withNothingChosen: String { address(["done=nothing"], at: nil) }

    /// To where the cards were chosen, with nothing said.
    var withNothingSaid: String { address([], at: nil) }

    /// To where the cards were; those that were deleted are nowhere.
    func afterDeleting(_ count: Int, kept: Int) -> String {
        let kind = count > 0 ? DoneNotice.Kind.deleted : .kept
        return address(["done=\(kind.rawValue)", "count=\(count)", "kept=\(kept)"], at: nil)
    }

    /// To the card, with nothing said.
    func to(_ id: SubmissionID) -> String { address([], at: id) }

    func after(_ kind: DoneNotice.Kind, of id: SubmissionID, undo: SeenCard?) -> String {
        let undo = undo.map { ["undo=" + PercentEncoding.encoded($0.text)] } ?? []
        return address(["done=\(kind.rawValue)", "card=\(id)"] + undo, at: id)
    }

    func after(_ answer: CardAnswer, _ kind: DoneNotice.Kind, canUndo: Bool = true) -> String {
        let changed = answer.changed
        if let only = changed.first, answer.cards.count == 1 {
            return after(kind, of: only.id, undo: canUndo ? only : nil)
        }
        let undone = canUndo && changed.count <= Self.mostUndone ? changed : []
        let only =
            answer.cards.count == 1 ? answer.cards.first.flatMap { SubmissionID($0.id) } : nil
        return address(
            [
                "done=" + (changed.isEmpty ? DoneNotice.Kind.kept : kind).rawValue,
                "count=\(changed.count)", "kept=\(answer.kept)",
            ] + (answer.infected > 0 ? ["infected=\(answer.infected)"] : [])
                + undone.map { "undo=" + PercentEncoding.encoded($0.text) }
                + answer.stale.prefix(Self.mostNamed).map { "left=\($0)" }, at: only)
    }

    private func address(_ more: [String], at id: SubmissionID?) -> String {
        let fragment = id.map { "#card-\($0)" } ?? ""
        switch from {
        case "board": return sight.address(of: form, more) + fragment
        case "list": return sight.listAddress(of: form, more) + fragment
        case "today":
            let query = more.isEmpty ? "" : "?" + more.joined(separator: "&")
            return "/desk/today" + query + fragment
        default:
            guard let id else { return sight.address(of: form, more) }
            return sight.address(ofCard: id, more)
        }
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import Sealing

/// `GET /desk/submissions/{submission}/earlier`: what else the same person has sent, in every form the
/// reader may open. The store opens the newest submissions for it, one after another, and writes that into
/// the audit trail first; nothing is kept of it.
struct ShowEarlier: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        guard let id = context.parameters.get("submission").flatMap({ SubmissionID($0) }) else {
            throw HTTPError(.notFound)
        }
        if let wait = desk.searchLimit.allow(context.person.id) {
            throw HTTPError.tooManyRequests(retryAfter: wait)
        }
        let earlier: EarlierSubmissions?
        do {
            earlier = try await desk.board.earlier(
                than: id, for: context.session.live, now: desk.now())
        } catch let error as SealingError where error.code != .unavailable {
            return try await ShowSubmission(desk: desk).refused(id, error, context)
        } catch let error as StorageError where error.code == .corrupted {
            return try await ShowSubmission(desk: desk).refused(id, error, context)
        }
        guard let earlier else { throw HTTPError(.notFound) }
        log(earlier, context.logger)
        let frame = try DeskFrame(desk: desk, context: context, form: earlier.form.form)
        var values = frame.values(
            title: frame.texts("desk-earlier-title", ["receipt": earlier.receipt.text]))
        values.merge(EarlierView(earlier: earlier, frame: frame, now: desk.now()).values) { $1 }
        values["here"] = "/desk/submissions/\(id)/earlier"
        values["id"] = id.description
        let sight = BoardSight(text: request.uri.query ?? "", of: earlier.form)
        values["card"] = sight.address(ofCard: id)
        return try desk.pages.response("desk-earlier", values, in: context.language)
    }

    private func log(_ earlier: EarlierSubmissions, _ logger: Logger) {
        guard earlier.refusedCount > 0 else { return }
        logger.error(
            "Submissions were passed over in a search: what is stored is not what was sealed",
            metadata: [
                "count": .stringConvertible(earlier.refusedCount),
                "submissions": .array(earlier.refused.map { .string($0.description) }),
            ])
    }
}

/// Makes the values of what was found for its template.
struct EarlierView {
    let earlier: EarlierSubmissions
    let frame: DeskFrame
    let now: Instant

    private var texts: Texts { frame.texts }

    var values: [String: Any] {
        var values: [String: Any] = [
            "receipt": earlier.receipt.text, "hasContact": earlier.hasContact,
            "found": earlier.found.map(found), "hasFound": !earlier.found.isEmpty,
            "how": texts("desk-earlier-how", ["count": earlier.searched.grouped]),
        ]
        values["cut"] = earlier.isCut ? texts["desk-earlier-cut"] : nil
        values["more"] =
            earlier.hasMore
            ? texts("desk-earlier-more", ["count": earlier.found.count.grouped]) : nil
        values["refused"] =
            earlier.refusedCount > 0
            ? texts("desk-earlier-refused", ["count": earlier.refusedCount.grouped]) : nil
        return values
    }

    private func found(_ found: EarlierSubmissions.Found) -> [String: Any] {
        let form = found.form.form, card = found.card
        let facts = TitleFacts(form: form, language: frame.language)
        var values: [String: Any] = [
            "id": card.id.description, "receipt": card.receipt.text,
            "form": form.title[frame.language], "name": form.name,
            "status": PlaceView.values(card.state.place, of: form, frame.language),
            "received": Moment(
                instant: card.receivedAt, zone: frame.zone(or: form.zone), now: now, texts: texts
            ).values,
            "facts": card.titles.map(facts.values) ?? [],
            "why": texts["desk-earlier-\(why(found.shared))"],
        ]
        values["source"] = card.source == .web ? nil : card.source.label[frame.language]
        return values
    }

    private func why(_ shared: ContactPoints) -> String {
        guard shared.hasEmail else { return "phone" }
        return shared.hasPhone ? "both" : "email"
    }
}

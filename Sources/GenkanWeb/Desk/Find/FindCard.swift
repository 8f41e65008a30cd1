import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/find?receipt=…`: the way from a receipt code, as somebody reads it out over the telephone, to
/// the card; from a form that the reader can open. Its first four characters are enough.
///
/// One inquiry is gone to at once (303), several are listed, none is said (404).
struct FindCard: Sendable {
    /// A longer query, in bytes, asks for no code.
    private static let longest = 1_000

    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let typed = Self.typed(request.uri.query ?? "")
        guard !typed.allSatisfy(\.isWhitespace) else { return try page(typed: "", context) }
        guard let codes = ReceiptCode.numbers(beginning: typed) else {
            return try page(
                typed: typed.beginning(60), problem: "desk-find-unreadable",
                status: .unprocessableContent, context)
        }
        let found = try await desk.board.find(codes, for: context.session.live)
        if let only = found.first, found.count == 1 {
            return .redirect(to: "/desk/submissions/\(only.id)", type: .normal)
        }
        guard !found.isEmpty else {
            return try page(typed: typed, problem: "desk-find-none", status: .notFound, context)
        }
        return try page(typed: typed, found: found, context)
    }

    /// As browsers write a form's field into an address: a blank as a plus. Empty for none and for what is
    /// far too long.
    private static func typed(_ query: String) -> String {
        guard query.utf8.count <= longest,
            let sent = try? URLEncodedBody.decode(Array(query.utf8))
        else { return "" }
        return sent.pairs.first { $0.name == "receipt" }?.value ?? ""
    }

    private func page(
        typed: String, found: [FoundCard] = [], problem: String? = nil,
        status: HTTPResponse.Status = .ok, _ context: DeskContext
    ) throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let title = problem == nil ? "desk-find-title" : "desk-find-error-title"
        var values = frame.values(title: frame.texts[title])
        values["here"] = "/desk/find"
        values["typed"] = typed
        values["problem"] = problem.map { frame.texts[$0] }
        values["hasFound"] = !found.isEmpty
        values["foundText"] = frame.texts("desk-find-found", ["count": found.count.grouped])
        values["found"] = found.map { card -> [String: Any] in
            let moment = Moment(
                instant: card.receivedAt, zone: frame.zone(or: card.form.zone), now: desk.now(),
                texts: frame.texts)
            return [
                "id": card.id.description, "receipt": card.receipt.text,
                "form": card.form.title[frame.language], "received": moment.values,
                "status": PlaceView.values(card.place, of: card.form, frame.language),
            ]
        }
        return try desk.pages.response("desk-find", values, in: context.language, status: status)
    }
}

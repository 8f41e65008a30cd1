import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// `GET /desk/live/forms/{form}?mark=…`: server-sent events (HTML § 9.2) of one form, for as long as the
/// page is open.
///
/// | event | data |
/// |---|---|
/// | `cards` | the ids of cards that came, changed or have waited too long by now, as a JSON array |
/// | `arrived` | those of them that somebody else sent or added, likewise |
/// | `presence` | who is at which card besides the reader: `{"<card>": [{"name", "initial", "typing"}]}` |
/// | `anew` | the page must be read anew: too much happened, or the form is another |
/// | `over` | the session, the right or the form is gone; nothing follows |
///
/// Each `cards` event has the mark up to which it tells as its id, which the browser sends back as
/// `Last-Event-ID`: whoever was cut off is told of everything since. With `card=…` the reader counts as
/// looking at that card. With `once=yes` the answer ends after what there is to tell now, for whoever
/// sits behind a proxy that passes no stream on: the browser asks again by itself.
struct WatchForm: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let form = try await desk.form(named: context.parameters.get("form"), for: context)
        let card = try await card(request, form, context), person = context.person.id
        guard desk.liveStreams.haveRoom(for: person) else {
            throw HTTPError(.serviceUnavailable, headers: [.retryAfter: "30"])
        }
        let feed = LiveFeed(
            desk: desk, form: form, card: card,
            watch: SessionWatch(desk: desk, context),
            mark: Self.mark(request), isOnce: request.uri.queryParameters["once"] == "yes",
            language: context.language, logger: context.logger)
        var response = Response(
            status: .ok,
            headers: [.contentType: "text/event-stream; charset=utf-8"],
            body: request.method == .head
                ? ResponseBody()
                : ResponseBody { writer in
                    guard desk.liveStreams.enter(person) else {
                        return try await writer.finish(nil)
                    }
                    defer { desk.liveStreams.leave(person) }
                    try await feed.run { try await writer.write(ByteBuffer(string: $0)) }
                    try await writer.finish(nil)
                })
        response.apply(.json)
        // A proxy that gathers the answer would hold back what is to be seen at once.
        response.headers[.xAccelBuffering] = "no"
        return response
    }

    /// What the browser knows from the last event, or the page from its own address.
    private static func mark(_ request: Request) -> ChangeMark {
        let last =
            request.headers[.lastEventID] ?? request.uri.queryParameters["mark"].map(String.init)
        return ChangeMark(number: max(0, last.flatMap { Int64($0) } ?? 0))
    }

    private func card(
        _ request: Request, _ form: RegisteredForm, _ context: DeskContext
    ) async throws -> SubmissionID? {
        guard let text = request.uri.queryParameters["card"] else { return nil }
        guard let card = SubmissionID(text),
            try await desk.board.form(of: card, for: context.session.live)?.id == form.id
        else { throw HTTPError(.notFound) }
        return card
    }
}

/// `POST /desk/live/submissions/{submission}/typing`: the reader is writing a note about a card.
struct TellTyping: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        guard let card = context.parameters.get("submission").flatMap({ SubmissionID($0) }),
            let form = try await desk.board.form(of: card, for: context.session.live)
        else { throw HTTPError(.notFound) }
        desk.presence.type(card, of: form.id, context.person.id)
        var response = Response(status: .noContent)
        response.apply(.json)
        return response
    }
}

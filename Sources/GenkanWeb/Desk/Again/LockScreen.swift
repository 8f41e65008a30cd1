import GenkanStorage
import HTTPTypes
import Hummingbird
import NIOCore

/// `POST /desk/lock`: hides the desk behind the credential, in every tab at once.
struct LockScreen: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let fields = try await DeskPost(request, context)
        try await desk.sessions.lock(
            context.session.token, at: context.place, now: desk.now())
        let path = fields["return"].flatMap { ReturnPath($0) }
        return .redirect(
            to: "/desk/lock" + (path.map { "?return=\($0.encoded)" } ?? ""), type: .normal)
    }
}

/// `POST /desk/session`: a page says that somebody is using it without asking for another: they read,
/// or write a long note. ``ResumeSession`` has moved the limit already.
struct KeepAwake: Sendable {
    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        return Response(status: .noContent)
    }
}

/// `GET /desk/session`: whether the session still stands, for a page that nobody touches: `open`,
/// `locked` or `over`. Asking does not keep it awake.
struct SessionState: Sendable {
    static let path = "/desk/session"

    func callAsFunction(_ request: Request, _ context: DoorContext) -> Response {
        // A page that was carried elsewhere hides what it shows.
        let isHidden = context.session?.live.isLocked ?? false || context.isElsewhere
        let word = context.session == nil ? "over" : isHidden ? "locked" : "open"
        var response = Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: "{\"session\":\"\(word)\"}")))
        response.apply(.json)
        return response
    }
}

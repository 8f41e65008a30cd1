import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/sessions`: where one is signed in oneself, with device, place and time.
struct ListSessions: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let sessions = try await desk.sessions.sessions(
            of: context.session.live, now: desk.now())
        var values = frame.values(title: frame.texts["desk-sessions-title"])
        values["here"] = "/desk/sessions"
        values["sessions"] = sessions.map { row($0, frame) }
        values["hasOthers"] = sessions.contains { !$0.isThis }
        let done = request.uri.queryParameters["ended"].flatMap { Int(String($0)) }
        values["done"] = done.map { frame.texts("desk-sessions-ended", ["count": "\($0)"]) }
        return try desk.pages.response("desk-sessions", values, in: context.language)
    }

    private func row(_ session: ListedSession, _ frame: DeskFrame) -> [String: Any] {
        let texts = frame.texts
        func moment(_ instant: Instant) -> [String: Any] {
            Moment(
                instant: instant, zone: frame.zone(or: .utc), now: desk.now(), texts: texts
            ).values
        }
        let device = session.place?.device ?? ""
        var values: [String: Any] = [
            "id": session.id, "isThis": session.isThis,
            "device": device.isEmpty ? texts["desk-sessions-unknown"] : device,
        ]
        values["address"] = session.place.flatMap { $0.address.isEmpty ? nil : $0.address }
        values["begun"] = session.begun.map(moment)
        values["last"] = session.last.map(moment)
        return values
    }
}

/// `POST /desk/sessions/end` and `POST /desk/sessions/end-others`: ends one's own sessions.
struct EndSessions: Sendable {
    let desk: Desk

    enum Which { case one, others }

    func callAsFunction(
        _ request: Request, _ context: DeskContext, _ which: Which
    ) async throws -> Response {
        let fields = try await DeskPost(request, context)
        let live = context.session.live
        let count: Int
        switch which {
        case .others: count = try await desk.sessions.endOthers(of: live)
        case .one:
            let isEnded = try await desk.sessions.end(fields["session"] ?? "", of: live)
            count = isEnded ? 1 : 0
        }
        if count > 0 {
            try await desk.staff.endedSessions(
                of: live.person.id, by: live, count: count, now: desk.now())
        }
        var response = Response.redirect(to: "/desk/sessions?ended=\(count)", type: .normal)
        if which == .others { try await desk.renew(context, isProven: false, &response) }
        return response
    }
}

extension Desk {
    /// Has the session go on under a new token: whoever copied the old one is out as well.
    func renew(
        _ context: DeskContext, isProven: Bool, _ response: inout Response
    ) async throws {
        let token = try await sessions.renewed(
            context.session.token, isProven: isProven, at: context.place, now: now())
        if let token { response.headers[.setCookie] = SessionCookie.handing(token) }
    }
}

import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/people`: who works here, who is to come, and what waits for a decision.
struct ListPeople: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        try await PeoplePage(desk: desk, context: context)
            .response(notice: PeopleNotice(request))
    }
}

/// The page of all people.
struct PeoplePage {
    let desk: Desk
    let context: DeskContext

    func response(
        notice: PeopleNotice? = nil, refused: ProvenPost.Refused? = nil
    ) async throws -> Response {
        let live = context.session.live
        let frame = try DeskFrame(desk: desk, context: context)
        let choices = try await desk.staff.formChoices(for: live)
        let view = PeopleView(
            overview: try await desk.staff.overview(for: live), choices: choices, frame: frame,
            me: context.person.id, now: desk.now())
        let title = refused == nil ? "desk-people-title" : "desk-people-error-title"
        var values = frame.values(title: frame.texts[title])
        values["atPeople"] = true
        values["here"] = "/desk/people"
        values.merge(view.values) { $1 }
        values["notice"] = notice?.text(frame.texts)
        values["problem"] = refused?.problem
        values["mailTrouble"] = await desk.mailTrouble(
            for: context.person, frame.texts, zone: frame.zone(or: FormWords.zone(choices)))
        return try desk.pages.response(
            "desk-people", values, in: context.language, status: refused?.status ?? .ok)
    }
}

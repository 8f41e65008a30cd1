import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird

/// `GET /desk/people/{person}`: one person, and everything that can be decided about them.
struct ShowPerson: Sendable {
    let desk: Desk

    func callAsFunction(_ request: Request, _ context: DeskContext) async throws -> Response {
        let page = try PersonPage(desk: desk, context: context)
        let lapsed = request.uri.queryParameters["lapsed"].map(String.init) ?? ""
        return try await page.response(
            notice: PeopleNotice(request), lapsed: lapsed.split(separator: ".").map(String.init))
    }
}

/// The page of one person.
struct PersonPage: Sendable {
    let desk: Desk
    let context: DeskContext
    let id: PersonID

    /// 404 for what is no person's id.
    init(desk: Desk, context: DeskContext) throws {
        guard let id = context.parameters.get("person").flatMap({ PersonID($0) }) else {
            throw HTTPError(.notFound)
        }
        self.desk = desk
        self.context = context
        self.id = id
    }

    var path: String { "/desk/people/\(id)" }

    /// - Parameter open: the part of the page whose form was refused.
    func response(
        notice: PeopleNotice? = nil, lapsed: [String] = [], refused: ProvenPost.Refused? = nil,
        open: PersonView.Part? = nil, typed: DeskPost? = nil
    ) async throws -> Response {
        let live = context.session.live
        guard let details = try await desk.staff.details(of: id, for: live) else {
            throw HTTPError(.notFound)
        }
        let frame = try DeskFrame(desk: desk, context: context)
        let choices = try await desk.staff.formChoices(for: live)
        let view = PersonView(
            details: details, choices: choices, frame: frame, me: context.person.id,
            now: desk.now(), open: open, typed: typed)
        let title = refused == nil ? "desk-person-title" : "desk-person-error-title"
        var values = frame.values(
            title: frame.texts(title, ["name": details.listed.person.name.text]))
        values["atPeople"] = true
        values["here"] = path
        values.merge(try view.values()) { $1 }
        values["notice"] = notice?.text(frame.texts)
        let gone = choices.filter { lapsed.contains($0.name) }
        values["lapsed"] =
            gone.isEmpty
            ? nil : frame.texts("desk-person-lapsed", ["forms": view.words.list(gone)])
        values["problem"] = refused?.problem
        return try desk.pages.response(
            "desk-person", values, in: context.language, status: refused?.status ?? .ok)
    }
}

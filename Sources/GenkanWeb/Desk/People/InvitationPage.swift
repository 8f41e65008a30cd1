import Genkan
import GenkanStorage
import HTTPTypes
import Hummingbird
import Sealing

/// The answer to an invitation: the code, once. It stands in no address and on no page that can be asked
/// for again; it can be printed.
struct InvitationPage {
    let desk: Desk
    let context: DeskContext

    func response(_ invited: Invited, _ request: Request) async throws -> Response {
        let frame = try DeskFrame(desk: desk, context: context)
        let choices = try await desk.staff.formChoices(for: context.session.live)
        let invitee = invited.invitee
        let words = FormWords(texts: frame.texts, language: frame.language)
        let zone = frame.zone(or: FormWords.zone(choices))
        let foreign = choices.filter { invitee.forms.contains($0.id) && !$0.isHeld }
        let name = invitee.name.text.isolated
        var values = frame.values(title: frame.texts["desk-invited-title"])
        values["atPeople"] = true
        values["here"] = "/desk/people"
        values["heading"] = frame.texts(
            invitee.isAgain ? "desk-invited-again-heading" : "desk-invited-heading",
            ["name": name])
        values["invitedName"] = invitee.name.text
        values["code"] = try invited.code.withText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        values["address"] = Self.address(request, context.publicOrigin)
        values["until"] = frame.texts(
            "desk-invited-until",
            [
                "time": DayText(zone: zone, now: desk.now(), texts: frame.texts)
                    .text(invitee.expires),
                "zone": zone.name,
            ])
        values["foreign"] =
            foreign.isEmpty
            ? nil : frame.texts("desk-invited-foreign", ["forms": words.list(foreign)])
        return try desk.pages.response("desk-invited", values, in: context.language)
    }

    /// Where the newcomer goes: the house as the outside knows it, or as this request called it.
    private static func address(_ request: Request, _ publicOrigin: Origin?) -> String {
        let origin =
            publicOrigin?.description ?? request.head.authority.map { "https://\($0)" } ?? ""
        return origin + "/desk/join"
    }
}

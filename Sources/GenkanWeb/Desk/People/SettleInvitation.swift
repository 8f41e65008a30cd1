import Genkan
import GenkanStorage
import Hummingbird

/// `POST /desk/people/invitations/{invitation}/{confirm,withdraw}`: lets somebody in who has accepted, or
/// takes the invitation back.
struct SettleInvitation: Sendable {
    let desk: Desk

    func confirm(_ request: Request, _ context: DeskContext) async throws -> Response {
        let post = try await DeskPost(request, context)
        let id = try invitation(context)
        return try await ProvenPost(desk: desk, context: context)(post) { password in
            let confirmed = try await desk.staff.confirm(
                id, by: context.session.live, password: password, now: desk.now())
            return try await answer(confirmed, context)
        } again: {
            try await PeoplePage(desk: desk, context: context).response(refused: $0)
        }
    }

    func withdraw(_ request: Request, _ context: DeskContext) async throws -> Response {
        _ = try await DeskPost(request, context)
        do {
            try await desk.staff.withdraw(
                invitation(context), by: context.session.live, now: desk.now())
        } catch PeopleRefusal.gone {
            return .redirect(to: PeopleNotice.gone.on("/desk/people"), type: .normal)
        }
        return .redirect(to: PeopleNotice.withdrawn.on("/desk/people"), type: .normal)
    }

    private func invitation(_ context: DeskContext) throws -> InvitationID {
        guard let id = context.parameters.get("invitation").flatMap({ InvitationID($0) }) else {
            throw HTTPError(.notFound)
        }
        return id
    }

    /// The person's own page shows what they can open now and what waits; what lapsed is named in the
    /// address by the forms' names.
    private func answer(_ confirmed: Confirmed, _ context: DeskContext) async throws -> Response {
        if confirmed.isAgain { try await desk.endSessions(of: confirmed.person.id, by: context) }
        let notice: PeopleNotice = confirmed.isAgain ? .renewed : .confirmed
        var address = notice.on("/desk/people/\(confirmed.person.id)")
        if !confirmed.lapsed.isEmpty, confirmed.person.id != context.person.id {
            let choices = try await desk.staff.formChoices(for: context.session.live)
            let names = choices.filter { confirmed.lapsed.contains($0.id) }.map(\.name)
            address += "&lapsed=" + names.joined(separator: ".")
        }
        return .redirect(to: address, type: .normal)
    }
}

extension Desk {
    /// Ends everything a person is signed in with. That the roster refuses them already makes the order
    /// safe: nothing opens in between.
    func endSessions(of person: PersonID, by context: DeskContext) async throws {
        let count = try await sessions.endAll(of: person)
        guard count > 0 else { return }
        try await staff.endedSessions(
            of: person, by: context.session.live, count: count, now: now())
    }
}

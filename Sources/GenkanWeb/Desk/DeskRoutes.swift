import Genkan
public import Hummingbird

/// What the staff's browsers can reach. Everything that changes something is a POST.
public enum DeskRoutes {
    /// Adds the desk to the router.
    public static func add(to router: Router<GenkanRequestContext>, desk: Desk) {
        // At the door: with a session or without.
        let door = router.group("desk", context: DoorContext.self)
            .add(middleware: AnswerStorageErrors())
            .add(middleware: RefuseForgery())
            .add(middleware: ResumeSession(desk: desk))
        addSignIn(to: door, desk)
        addPasskeys(to: door, desk)
        addComingIn(to: door, desk)
        addAsking(to: door, desk)

        // Inside: a ``DeskContext`` exists only with a session.
        let inside = door.group(context: DeskContext.self)
            .add(middleware: CountTasks(desk: desk))
        for route in table(desk) {
            inside.on(RouterPath(route.path), method: route.method) { try await route($0, $1) }
        }
    }

    /// Every route that needs a session, each with the right that it needs. There is no other way in.
    static func table(_ desk: Desk) -> [DeskRoute] {
        let listForms = ListForms(desk: desk)
        let showBoard = ShowBoard(desk: desk)
        let downloadCSV = DownloadCSV(desk: desk)
        let showSubmission = ShowSubmission(desk: desk)
        let change = ChangeCard(desk: desk)
        let lock = LockScreen(desk: desk), keepAwake = KeepAwake()
        let showAccess = ShowAccess(desk: desk)
        let changeAccess = ChangeAccess(desk: desk)
        return [
            .get("", .enter) { try await listForms($0, $1) },
            .get("forms", .enter) { try await listForms($0, $1) },
            .get("forms/{form}/board", .read) { try await showBoard($0, $1) },
            .get("forms/{form}/export.csv", .export, asksAgain: true) {
                try await downloadCSV($0, $1)
            },
            .get("submissions/{submission}", .read) { try await showSubmission($0, $1) },
            .post("submissions/{submission}/take", .work) { try await change($0, $1, .take) },
            .post("submissions/{submission}/assign", .work) { try await change($0, $1, .assign) },
            .post("submissions/{submission}/move", .work) { try await change($0, $1, .move) },
            .post("lock", .enter) { try await lock($0, $1) },
            .post("session", .enter) { try await keepAwake($0, $1) },
            .get("forms/{form}/access", .grant, asksAgain: true) { try await showAccess($0, $1) },
            .post("forms/{form}/access/grant", .grant, asksAgain: true) {
                try await changeAccess($0, $1, .grant)
            },
            .post("forms/{form}/access/revoke", .grant, asksAgain: true) {
                try await changeAccess($0, $1, .revoke)
            },
        ] + own(desk) + people(desk) + networks(desk)
    }

    /// What is one's own: sessions, the second factor, passkeys.
    private static func own(_ desk: Desk) -> [DeskRoute] {
        let sessions = ListSessions(desk: desk), end = EndSessions(desk: desk)
        let factor = OwnSecondFactor(desk: desk)
        let passkeys = ListPasskeys(desk: desk), add = AddPasskey(desk: desk)
        let change = ChangePasskey(desk: desk)
        return [
            .get("sessions", .enter) { try await sessions($0, $1) },
            .post("sessions/end", .enter) { try await end($0, $1, .one) },
            .post("sessions/end-others", .enter) { try await end($0, $1, .others) },
            .get("second-factor", .enter, asksAgain: true) { try await factor.show($0, $1) },
            .post("second-factor", .enter, asksAgain: true) { try await factor.replace($0, $1) },
            .post("second-factor/codes", .enter, asksAgain: true) {
                try await factor.renewCodes($0, $1)
            },
            .get("passkeys", .enter, asksAgain: true) { try await passkeys($0, $1) },
            .post("passkeys", .enter, asksAgain: true) { try await add($0, $1) },
            .post("passkeys/options", .enter, asksAgain: true) { try await add.options($0, $1) },
            .post("passkeys/rename", .enter, asksAgain: true) { try await change.rename($0, $1) },
            .post("passkeys/remove", .enter, asksAgain: true) { try await change.remove($0, $1) },
        ]
    }

    /// The people: who is to come, who is here, who leaves. What signs a roster or an invitation carries
    /// the password in the form itself.
    private static func people(_ desk: Desk) -> [DeskRoute] {
        let list = ListPeople(desk: desk), invite = InvitePerson(desk: desk)
        let settle = SettleInvitation(desk: desk), show = ShowPerson(desk: desk)
        let change = ChangePerson(desk: desk), again = InviteAgain(desk: desk)
        let end = EndPersonSessions(desk: desk), leave = LetLeave(desk: desk)
        let tasks = ListTasks(desk: desk), decide = DecideGrant(desk: desk)
        let profile = Profile(desk: desk), password = ChangePassword(desk: desk)
        return [
            .get("people", .people) { try await list($0, $1) },
            .get("people/invite", .people) { try await invite.show($0, $1) },
            .post("people/invite", .people) { try await invite($0, $1) },
            .post("people/invitations/{invitation}/confirm", .people) {
                try await settle.confirm($0, $1)
            },
            .post("people/invitations/{invitation}/withdraw", .people, asksAgain: true) {
                try await settle.withdraw($0, $1)
            },
            .get("people/{person}", .people) { try await show($0, $1) },
            .post("people/{person}/change", .people) { try await change($0, $1) },
            .post("people/{person}/invite", .people) { try await again($0, $1) },
            .post("people/{person}/sessions", .people, asksAgain: true) {
                try await end($0, $1)
            },
            .post("people/{person}/leave", .people) { try await leave($0, $1) },
            .get("tasks", .grant) { try await tasks($0, $1) },
            .post("tasks/{person}/{form}/grant", .grant, asksAgain: true) {
                try await decide($0, $1, .grant)
            },
            .post("tasks/{person}/{form}/decline", .grant, asksAgain: true) {
                try await decide($0, $1, .decline)
            },
            .get("password", .enter) { try await password.show($0, $1) },
            .post("password", .enter) { try await password($0, $1) },
            .get("profile", .enter) { try await profile.show($0, $1) },
            .post("profile", .enter) { try await profile.choose($0, $1) },
        ]
    }

    /// From where each role may come in.
    private static func networks(_ desk: Desk) -> [DeskRoute] {
        let list = ListNetworks(desk: desk), change = ChangeNetworks(desk: desk)
        return [
            .get("networks", .people, asksAgain: true) { try await list($0, $1) },
            .post("networks/allow", .people, asksAgain: true) { try await change.allow($0, $1) },
            .post("networks/remove", .people, asksAgain: true) { try await change.remove($0, $1) },
        ]
    }
}

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
            .add(middleware: KnowReader(desk: desk))
        for route in table(desk) {
            inside.on(RouterPath(route.path), method: route.method) { try await route($0, $1) }
        }
    }

    /// Every route that needs a session, each with the right that it needs. There is no other way in.
    static func table(_ desk: Desk) -> [DeskRoute] {
        let listForms = ListForms(desk: desk)
        let showBoard = ShowBoard(desk: desk)
        let downloadCSV = DownloadCSV(desk: desk)
        let lock = LockScreen(desk: desk), keepAwake = KeepAwake()
        let showAccess = ShowAccess(desk: desk)
        let changeAccess = ChangeAccess(desk: desk)
        let forms: [DeskRoute] = [
            .get("", .enter) { try await listForms($0, $1) },
            .get("forms", .enter) { try await listForms($0, $1) },
            .get("forms/{form}/board", .read) { try await showBoard($0, $1) },
            .get("forms/{form}/export.csv", .export, asksAgain: true) {
                try await downloadCSV($0, $1)
            },
            .post("lock", .enter) { try await lock($0, $1) },
            .post("session", .enter) { try await keepAwake($0, $1) },
            .get("forms/{form}/access", .grant, asksAgain: true) { try await showAccess($0, $1) },
            .post("forms/{form}/access/grant", .grant, asksAgain: true) {
                try await changeAccess($0, $1, .grant)
            },
            .post("forms/{form}/access/revoke", .grant, asksAgain: true) {
                try await changeAccess($0, $1, .revoke)
            },
        ]
        return [
            forms, pages(desk), cards(desk), live(desk), own(desk), people(desk), networks(desk),
        ].flatMap(\.self)
    }

    /// Cards, one or several; labels and views, by which they are found.
    private static func cards(_ desk: Desk) -> [DeskRoute] {
        let show = ShowSubmission(desk: desk), change = ChangeCard(desk: desk)
        let note = WriteNote(desk: desk), view = SaveView(desk: desk)
        let unread = MarkUnread(desk: desk), file = DownloadFile(desk: desk)
        let delete = DeleteCards(desk: desk)
        let labels = ShowLabels(desk: desk), changeLabels = ChangeLabels(desk: desk)
        let changes = CardOrder.Verb.allCases.flatMap { verb -> [DeskRoute] in
            [
                .post("submissions/{submission}/\(verb.rawValue)", .work) {
                    try await change.one($0, $1, verb)
                },
                .post("forms/{form}/cards/\(verb.rawValue)", .work) {
                    try await change.several($0, $1, verb)
                },
            ]
        }
        let others: [DeskRoute] = [
            .get("submissions/{submission}", .read) { try await show($0, $1) },
            .get("submissions/{submission}/files/{file}", .read) { try await file($0, $1) },
            .post("submissions/{submission}/notes", .work) { try await note($0, $1) },
            .post("submissions/{submission}/unread", .read) { try await unread($0, $1) },
            .post("forms/{form}/cards/delete", .delete, asksAgain: true) {
                try await delete.ask($0, $1)
            },
            .post("forms/{form}/delete", .delete, asksAgain: true) { try await delete($0, $1) },
            .post("forms/{form}/undo", .work) { try await change.undo($0, $1) },
            .get("forms/{form}/labels", .work) { try await labels($0, $1) },
            .post("forms/{form}/labels/make", .work) { try await changeLabels($0, $1, .made) },
            .post("forms/{form}/labels/change", .work) {
                try await changeLabels($0, $1, .changed)
            },
            .post("forms/{form}/labels/remove", .work) {
                try await changeLabels($0, $1, .removed)
            },
            .post("forms/{form}/views/save", .read) { try await view.save($0, $1) },
            .post("forms/{form}/views/forget", .read) { try await view.forget($0, $1) },
        ]
        return changes + others
    }

    /// Cards as they are gathered for somebody: what waits today, a list, what one person has sent; and
    /// the page on which one is written down.
    private static func pages(_ desk: Desk) -> [DeskRoute] {
        let today = ShowToday(desk: desk), list = ShowList(desk: desk)
        let enter = EnterByHand(desk: desk), earlier = ShowEarlier(desk: desk)
        let find = FindCard(desk: desk)
        return [
            .get("find", .read) { try await find($0, $1) },
            .get("today", .enter) { try await today($0, $1) },
            .get("forms/{form}/list", .read) { try await list($0, $1) },
            .get("forms/{form}/new", .work) { try await enter.show($0, $1) },
            .post("forms/{form}/new", .work) { try await enter($0, $1) },
            .get("submissions/{submission}/earlier", .read) { try await earlier($0, $1) },
        ]
    }

    /// What the pages ask for by themselves.
    private static func live(_ desk: Desk) -> [DeskRoute] {
        let watch = WatchForm(desk: desk), refresh = RefreshCards(desk: desk)
        let typing = TellTyping(desk: desk), list = ShowList(desk: desk)
        let today = ShowToday(desk: desk)
        return [
            .get("live/today", .enter) { try await today($0, $1) },
            .get("live/forms/{form}/list", .read) { try await list($0, $1) },
            .get("live/forms/{form}", .read) { try await watch($0, $1) },
            .get("live/forms/{form}/columns/{column}", .read) {
                try await refresh.column($0, $1)
            },
            .get("live/forms/{form}/cards", .read) { try await refresh.cards($0, $1) },
            .post("live/submissions/{submission}/typing", .work) { try await typing($0, $1) },
        ]
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
        let trail = ShowTrail(desk: desk)
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
            .get("trail", .audit) { try await trail($0, $1) },
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
            .post("profile/keys", .enter) { try await profile.chooseKeys($0, $1) },
            .post("profile/mail", .enter) { try await profile.chooseMail($0, $1) },
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

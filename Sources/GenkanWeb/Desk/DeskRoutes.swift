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
        let showSignIn = ShowSignIn(desk: desk)
        let signIn = SignIn(desk: desk)
        let showCode = ShowCode(desk: desk), giveCode = GiveCode(desk: desk)
        let showSetUp = ShowSecondFactorSetUp(desk: desk), setUp = SetUpSecondFactor(desk: desk)
        let chooseLanguage = ChooseLanguage()
        door.get("sign-in") { try showSignIn($0, $1) }
        door.post("sign-in") { try await signIn($0, $1) }
        door.get("sign-in/code") { try showCode($0, $1) }
        door.post("sign-in/code") { try await giveCode($0, $1) }
        door.get("sign-in/second-factor") { try await showSetUp($0, $1) }
        door.post("sign-in/second-factor") { try await setUp($0, $1) }
        let passkey = SignInByPasskey(desk: desk), code = CodeByPasskey(desk: desk)
        door.get("sign-in/passkey") { try passkey.options($0, $1) }
        door.post("sign-in/passkey") { try await passkey($0, $1) }
        door.get("sign-in/code/passkey") { try code.options($0, $1) }
        door.post("sign-in/code/passkey") { try await code($0, $1) }
        door.post("language") { try await chooseLanguage($0, $1) }

        // With a session whose screen may be locked.
        let askAgain = AskAgain(desk: desk), giveAgain = GiveAgain(desk: desk)
        let state = SessionState(), signOut = SignOut(desk: desk)
        let passkeyAgain = AgainByPasskey(desk: desk)
        door.get("lock") { try await askAgain($0, $1, .locked) }
        door.get("again") { try await askAgain($0, $1, .again) }
        door.post("again") { try await giveAgain($0, $1) }
        door.get("again/passkey") { try await passkeyAgain.options($0, $1) }
        door.post("again/passkey") { try await passkeyAgain($0, $1) }
        door.get("session") { state($0, $1) }
        door.post("sign-out") { try await signOut($0, $1) }

        // Inside: a ``DeskContext`` exists only with a session.
        let inside = door.group(context: DeskContext.self)
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
        let sessions = ListSessions(desk: desk), end = EndSessions(desk: desk)
        let factor = OwnSecondFactor(desk: desk)
        let passkeys = ListPasskeys(desk: desk), add = AddPasskey(desk: desk)
        let own = ChangePasskey(desk: desk)
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
            .post("passkeys/rename", .enter, asksAgain: true) { try await own.rename($0, $1) },
            .post("passkeys/remove", .enter, asksAgain: true) { try await own.remove($0, $1) },
        ]
    }
}

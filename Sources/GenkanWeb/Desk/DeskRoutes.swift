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
        let challenge = IssueSignInChallenge(desk: desk)
        let chooseLanguage = ChooseLanguage()
        door.get("sign-in") { try showSignIn($0, $1) }
        door.post("sign-in") { try await signIn($0, $1) }
        door.get("sign-in/challenge") { try challenge($0, $1) }
        door.post("language") { try await chooseLanguage($0, $1) }

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
        let signOut = SignOut(desk: desk)
        return [
            .get("", .enter) { try await listForms($0, $1) },
            .get("forms", .enter) { try await listForms($0, $1) },
            .get("forms/{form}/board", .read) { try await showBoard($0, $1) },
            .get("forms/{form}/export.csv", .export) { try await downloadCSV($0, $1) },
            .get("submissions/{submission}", .read) { try await showSubmission($0, $1) },
            .post("submissions/{submission}/take", .work) { try await change($0, $1, .take) },
            .post("submissions/{submission}/assign", .work) { try await change($0, $1, .assign) },
            .post("submissions/{submission}/move", .work) { try await change($0, $1, .move) },
            .post("sign-out", .enter) { try await signOut($0, $1) },
        ]
    }
}

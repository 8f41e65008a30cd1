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
        let chooseLanguage = ChooseLanguage()
        door.get("sign-in") { try showSignIn($0, $1) }
        door.post("sign-in") { try await signIn($0, $1) }
        door.post("language") { try await chooseLanguage($0, $1) }

        // Inside: a ``DeskContext`` exists only with a session.
        let inside = door.group(context: DeskContext.self)
        let listForms = ListForms(desk: desk)
        let showBoard = ShowBoard(desk: desk)
        let downloadCSV = DownloadCSV(desk: desk)
        let showSubmission = ShowSubmission(desk: desk)
        let change = ChangeCard(desk: desk)
        let signOut = SignOut(desk: desk)
        inside.get { try await listForms($0, $1) }
        inside.get("forms") { try await listForms($0, $1) }
        inside.get("forms/{form}/board") { try await showBoard($0, $1) }
        inside.get("forms/{form}/export.csv") { try await downloadCSV($0, $1) }
        inside.get("submissions/{submission}") { try await showSubmission($0, $1) }
        inside.post("submissions/{submission}/take") { try await change($0, $1, .take) }
        inside.post("submissions/{submission}/assign") { try await change($0, $1, .assign) }
        inside.post("submissions/{submission}/move") { try await change($0, $1, .move) }
        inside.post("sign-out") { try await signOut($0, $1) }
    }
}

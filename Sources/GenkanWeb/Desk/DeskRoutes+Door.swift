import Genkan
import Hummingbird

/// What answers without a session, or while its screen is locked.
extension DeskRoutes {
    /// The two pages of a sign-in, and the language.
    static func addSignIn(to door: RouterGroup<DoorContext>, _ desk: Desk) {
        let showSignIn = ShowSignIn(desk: desk), signIn = SignIn(desk: desk)
        let challenge = IssueSignInChallenge(desk: desk)
        let showCode = ShowCode(desk: desk), giveCode = GiveCode(desk: desk)
        let showSetUp = ShowSecondFactorSetUp(desk: desk), setUp = SetUpSecondFactor(desk: desk)
        let chooseLanguage = ChooseLanguage(desk: desk)
        door.get("sign-in") { try showSignIn($0, $1) }
        door.post("sign-in") { try await signIn($0, $1) }
        door.get("sign-in/challenge") { try challenge($0, $1) }
        door.get("sign-in/code") { try showCode($0, $1) }
        door.post("sign-in/code") { try await giveCode($0, $1) }
        door.get("sign-in/second-factor") { try await showSetUp($0, $1) }
        door.post("sign-in/second-factor") { try await setUp($0, $1) }
        door.post("language") { try await chooseLanguage($0, $1) }
    }

    /// A passkey in the place of a name and a password, of a code, of the password asked for again.
    static func addPasskeys(to door: RouterGroup<DoorContext>, _ desk: Desk) {
        let signIn = SignInByPasskey(desk: desk), code = CodeByPasskey(desk: desk)
        let again = AgainByPasskey(desk: desk)
        door.get("sign-in/passkey") { try signIn.options($0, $1) }
        door.post("sign-in/passkey") { try await signIn($0, $1) }
        door.get("sign-in/code/passkey") { try code.options($0, $1) }
        door.post("sign-in/code/passkey") { try await code($0, $1) }
        door.get("again/passkey") { try await again.options($0, $1) }
        door.post("again/passkey") { try await again($0, $1) }
    }

    /// Who comes in for the first time, or again: by an invitation, or by the recovery code.
    static func addComingIn(to door: RouterGroup<DoorContext>, _ desk: Desk) {
        let showJoin = ShowJoin(desk: desk), join = Join(desk: desk)
        let recover = Recover(desk: desk)
        door.get("join") { try showJoin($0, $1) }
        door.post("join") { try await join.look($0, $1) }
        door.post("join/accept") { try await join.accept($0, $1) }
        door.get("recover") { try recover.show($0, $1) }
        door.post("recover") { try await recover($0, $1) }
    }

    /// With a session, whether its screen is locked or not.
    static func addAsking(to door: RouterGroup<DoorContext>, _ desk: Desk) {
        let askAgain = AskAgain(desk: desk), giveAgain = GiveAgain(desk: desk)
        let state = SessionState(), signOut = SignOut(desk: desk)
        door.get("lock") { try await askAgain($0, $1, .locked) }
        door.get("again") { try await askAgain($0, $1, .again) }
        door.post("again") { try await giveAgain($0, $1) }
        door.get("session") { state($0, $1) }
        door.post("sign-out") { try await signOut($0, $1) }
    }
}

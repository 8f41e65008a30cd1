public import Hummingbird

/// What a visitor's browser and a website's script can reach.
public enum EntranceRoutes {
    /// Adds the entrance to the router.
    public static func add(to router: Router<GenkanRequestContext>, entrance: Entrance) {
        let show = ShowForm(entrance: entrance)
        let submit = SubmitForm(entrance: entrance)
        let thank = ShowThanks(entrance: entrance)
        let challenge = IssueChallenge(entrance: entrance)
        let preflight = AnswerPreflight(entrance: entrance)
        let receipt = GiveReceipt(entrance: entrance)
        let keys = ShowReceiptKeys(entrance: entrance)

        router.get("/f/{form}") { try show($0, $1) }
        router.post("/f/{form}") { try await submit($0, $1) }
        router.on("/f/{form}", method: .options) { try preflight($0, $1) }
        router.get("/f/{form}/thanks") { try thank($0, $1) }
        router.get("/f/{form}/receipt") { try receipt($0, $1) }
        router.get("/.well-known/jwks.json") { try keys($0, $1) }
        router.get("/f/{form}/challenge") { try challenge($0, $1) }
    }
}

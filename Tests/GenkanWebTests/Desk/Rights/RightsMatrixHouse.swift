import Genkan
import GenkanStorage
import GenkanTesting
import Sealing
import Synchronization
import Testing

@testable import GenkanWeb

/// A house for the matrix of rights: carol, of one role, who was granted the contact form and not
/// that of jobs; zoe, an administrator who was granted neither; and newcomers who wait for both.
struct RightsHouse: Sendable {
    static let password = "a passphrase of somebody's own"

    /// How carol came to open the contact form.
    enum Grant: CaseIterable {
        /// She was let in by somebody who granted it at once.
        case withThePlace
        /// It was granted at the desk, to somebody who could not open it.
        case later
    }

    let house: DeskHouse
    let role: Role
    let carol: Person
    let zoe: Person
    /// The other form.
    let jobs: RegisteredForm
    let routes: [DeskRoute]

    /// Runs a house for as long as the body runs.
    static func run(
        _ role: Role, _ grant: Grant = .withThePlace,
        _ body: @Sendable @escaping (RightsHouse) async throws -> Void
    ) async throws {
        let rate = RequestRate(burst: 1_000, perSecond: 1)
        try await DeskHouse.run(
            form: DeskHouse.withPhoto, signInRate: rate, searchRate: rate, sendsMail: true
        ) { house in
            let rights = try await RightsHouse(house, role)
            if grant == .later { try await rights.grantAnew() }
            try await body(rights)
        }
    }

    private init(_ house: DeskHouse, _ role: Role) async throws {
        self.house = house
        self.role = role
        let now = house.clock.now
        carol = try await house.add("carol", role, Self.password)
        zoe = try await house.add("zoe", .administrator, Self.password)
        let read = try FormReader.read(Array(DeskHouse.withPhoto.utf8), file: "jobs.yaml").get()
        let forms = try await house.storage.forms.register([house.form.form, read], now: now)
        jobs = try #require(forms.first { $0.form.name == "jobs" })
        routes = DeskRoutes.table(
            Desk(
                storage: house.storage, pages: try Pages(), proofs: house.proofs,
                now: { house.clock.now }))
        let anna = try await house.liveSession(TestHouse.annasPassword, of: "anna")
        for (form, person) in [(house.form, zoe), (jobs, zoe), (jobs, carol)] {
            _ = try await house.storage.grants.revoke(
                form.id, from: person.id, by: anna, now: now)
        }
    }

    private func grantAnew() async throws {
        let anna = try await annasSession(), now = house.clock.now
        let revoked = try await house.storage.grants.revoke(
            house.form.id, from: carol.id, by: anna, now: now)
        let granted = try await house.storage.grants.grant(
            house.form.id, to: carol.id, by: anna, now: now)
        try #require(revoked == .revoked && granted == .granted)
    }

    /// A browser with carol signed in.
    func carolsBrowser() async throws -> DeskBrowser {
        let browser = house.browser()
        try await browser.signIn("carol", Self.password)
        return browser
    }

    func annasSession() async throws -> LiveSession {
        try await house.liveSession(TestHouse.annasPassword, of: "anna")
    }

    /// What is stored now.
    func stored() async throws -> StoredHouse { try await StoredHouse(house.storage) }

    /// Whether the right counts on granted forms alone.
    func isOfAForm(_ route: DeskRoute) -> Bool {
        route.path.contains("{form}") || route.path.contains("{submission}")
    }

    /// That a form is not granted after all, an administrator decides without holding it.
    func decidesUnheld(_ route: DeskRoute) -> Bool {
        role == .administrator && route.path == "tasks/{person}/{form}/decline"
    }
}

/// What there is to ask for.
extension RightsHouse {
    /// A card that nobody has touched yet, and so at its first version.
    func newCard(of form: RegisteredForm, from visitor: String = "Vera") async throws -> Card {
        // What a form without an id got a moment ago is not stored again.
        let message = "\(UInt64.random(in: 0...UInt64.max))"
        let receipt = try await house.send(
            ["name": visitor, "message": message], to: form,
            photo: (name: "a.png", bytes: [1, 2, 3], scan: nil))
        let page = try await house.storage.board.page(
            form.id, BoardQuery(limit: 500), for: annasSession(), now: house.clock.now)
        return try #require(page.columns[1].cards.first { $0.receipt == receipt })
    }

    /// The file of a card.
    func file(of card: Card) async throws -> FileID {
        let opened = try await house.storage.board.open(
            card.id, for: annasSession(), now: house.clock.now)
        return try #require(opened?.files.first).id
    }

    /// A label that no card has.
    func newLabel(of form: RegisteredForm, _ name: String? = nil) async throws -> LabelID {
        let name = try #require(LabelName(name ?? "\(UInt64.random(in: 0...UInt64.max))"))
        let outcome = try await house.storage.board.change(
            .make(name, .blue), of: form.id, for: annasSession(), now: house.clock.now)
        guard case .changed(let label) = outcome else { throw DeskHouse.Unexpected() }
        return label
    }

    /// Somebody who was invited to both forms and has accepted.
    func accepted() async throws -> Invitee {
        let staff = house.storage.staff, now = house.clock.now
        let anna = try await annasSession()
        let name = try #require(StaffName("newcomer \(UInt64.random(in: 0...UInt64.max))"))
        let invited = try await staff.invite(
            .newcomer(name, .staff, forms: [house.form.id, jobs.id]), by: anna,
            password: TestHouse.password(TestHouse.annasPassword), now: now)
        let code = try invited.code.withText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        return try await staff.accept(
            code, password: TestHouse.password(Self.password), secondFactor: nil, now: now)
    }

    /// Somebody who has come in and waits for both forms: whoever let them in could open neither.
    func newcomer() async throws -> PersonID {
        let invitee = try await accepted()
        let session = try await house.liveSession(Self.password, of: "zoe")
        return try await house.storage.staff.confirm(
            invitee.id, by: session, password: TestHouse.password(Self.password),
            now: house.clock.now
        ).person.id
    }

    /// The id of a session of carol's that no test has in a browser.
    func otherSession() async throws -> String {
        let live = try await house.liveSession(Self.password, of: "carol")
        let sessions = try await house.storage.sessions.sessions(of: live, now: house.clock.now)
        return try #require(sessions.first { $0.isThis }).id
    }
}

extension DeskBrowser {
    /// A token for forms.
    func csrf() async throws -> String { try await get("/desk/forms").field("csrf") }
}

extension DeskHouse {
    /// Adds somebody who is granted the forms that are registered by now.
    @discardableResult
    func add(_ name: String, _ role: Role, _ password: String) async throws -> Person {
        guard let name = StaffName(name) else { throw Unexpected() }
        return try await storage.staff.add(
            name: name, role: role, password: TestHouse.password(password), by: "anna",
            administratorPassword: TestHouse.password(TestHouse.annasPassword), now: clock.now)
    }

    /// The session of a browser that signs in once.
    func liveSession(_ password: String, of name: String) async throws -> LiveSession {
        if let known = authenticators.tokens.withLock({ $0[name] }),
            let live = try await storage.sessions.resume(known, now: clock.now).session
        {
            return live
        }
        let browser = browser()
        try await browser.signIn(name, password)
        let token = try #require(browser.cookies["__Host-genkan"])
        authenticators.tokens.withLock { $0[name] = token }
        return try #require(try await storage.sessions.resume(token, now: clock.now).session)
    }
}

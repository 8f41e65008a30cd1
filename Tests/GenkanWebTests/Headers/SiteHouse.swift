import Genkan
import GenkanStorage
import GenkanTesting
import Hummingbird
import Proofs
import Sealing
import Synchronization
import Testing

@testable import GenkanWeb

/// The whole website of a house as production makes it: entrance, desk, static files and the sample, and
/// the list of the routes it has.
struct SiteHouse: Sendable {
    let storage: Storage
    let server: TestServer
    /// Every path that has a route.
    let paths: [SitePath]
    let clock: TestClock
    let authenticators: Authenticators

    private static let directory = "\(#filePath)".replacing(
        "Tests/GenkanWebTests/Headers/SiteHouse.swift", with: "public")

    static func run(
        adjust: @escaping @Sendable (inout ServerSettings) -> Void = { _ in },
        _ body: @Sendable (SiteHouse) async throws -> Void
    ) async throws {
        try await TestHouse.run { house in
            let forms = try await house.storage.forms.register(
                [.contact()], now: house.clock.now)
            let authenticators = Authenticators(house.clock)
            let places = try await SitePlaces.furnish(forms[0], in: house, authenticators)
            var rates = Website.Rates()
            rates.signIn = RequestRate(burst: 10_000, perSecond: 1)
            let website = try Website(
                storage: house.storage, forms: FormBook(forms),
                proofs: house.proofs(),
                rates: rates, publicDirectory: directory, now: { house.clock.now })
            let routes = Mutex<[(path: String, method: String)]>([])
            try await TestServer.run(
                adjust: {
                    $0.publicDirectory = directory
                    adjust(&$0)
                },
                errorReader: { website.reader(of: $0, $1) },
                routes: { router in
                    website.add(to: router)
                    try SampleWebsite(directory: directory).add(to: router)
                    routes.withLock {
                        $0 = router.routes.map { ($0.path.description, $0.method.rawValue) }
                    }
                }
            ) { server in
                let paths = SitePath.all(routes.withLock { $0 }, places)
                try await body(
                    SiteHouse(
                        storage: house.storage, server: server, paths: paths,
                        clock: house.clock, authenticators: authenticators))
            }
        }
    }
}

/// What stands in the places of the paths: a card, and whoever and whatever the pages about people
/// are about.
struct SitePlaces: Sendable {
    let form: FormID
    let card: SubmissionID
    /// Three people who wait for the form: it will be granted, it will not be, they will leave.
    let people: (granted: PersonID, declined: PersonID, leaving: PersonID)
    /// Two invitations that were accepted: it will be confirmed, it will be withdrawn.
    let invitations: (confirmed: InvitationID, withdrawn: InvitationID)

    /// By the places' names, for a path as the route has it.
    func values(for template: String) -> [String: String] {
        let person =
            template.hasSuffix("/leave")
            ? people.leaving : template.hasSuffix("/decline") ? people.declined : people.granted
        let invitation =
            template.hasSuffix("/withdraw") ? invitations.withdrawn : invitations.confirmed
        return [
            "form": template.hasPrefix("/desk/tasks/") ? form.description : "contact",
            "submission": card.description, "person": person.description,
            "invitation": invitation.description,
        ]
    }

    static func furnish(
        _ form: RegisteredForm, in house: TestHouse, _ authenticators: Authenticators
    ) async throws -> SitePlaces {
        let desk = try await SiteDesk(form, in: house, authenticators)
        let card = try await desk.card()
        let granted = try await desk.newcomer("granted")
        let declined = try await desk.newcomer("declined")
        let leaving = try await desk.newcomer("leaving")
        let confirmed = try await desk.accepted("confirmed")
        let withdrawn = try await desk.accepted("withdrawn")
        return SitePlaces(
            form: form.id, card: card, people: (granted, declined, leaving),
            invitations: (confirmed, withdrawn))
    }
}

/// Two administrators at work before the house opens: anna, who can open the form, and zoe, who
/// cannot, so that whoever she lets in waits for it.
private struct SiteDesk: Sendable {
    private let house: TestHouse
    private let form: RegisteredForm
    private let anna: LiveSession
    private let zoe: LiveSession

    init(
        _ form: RegisteredForm, in house: TestHouse, _ authenticators: Authenticators
    ) async throws {
        self.form = form
        self.house = house
        guard let name = StaffName("zoe") else { throw Unexpected() }
        let added = try await house.storage.staff.add(
            name: name, role: .administrator, password: TestHouse.password(Self.zoesPassword),
            by: "anna", administratorPassword: TestHouse.password(TestHouse.annasPassword),
            now: house.clock.now)
        anna = try await Self.signIn("anna", TestHouse.annasPassword, in: house, authenticators)
        _ = try await house.storage.grants.revoke(
            form.id, from: added.id, by: anna, now: house.clock.now)
        zoe = try await Self.signIn("zoe", Self.zoesPassword, in: house, authenticators)
    }

    private static let zoesPassword = "a passphrase of somebody's own"

    private static func signIn(
        _ name: String, _ password: String, in house: TestHouse, _ authenticators: Authenticators
    ) async throws -> LiveSession {
        let factor = try SecondFactor.create(), now = house.clock.now
        try authenticators.adopt(factor, of: name)
        let signIns = house.storage.signIns
        let begun = try await signIns.begin(
            name: name, password: TestHouse.password(password), now: now)
        let answer = try await signIns.setUp(
            begun.token, factor: factor.content(),
            place: SessionPlace(device: "", address: ""), now: now)
        guard case .signedIn(let token, _) = answer,
            let session = try await house.storage.sessions.resume(token, now: now).session
        else { throw Unexpected() }
        return session
    }

    func card() async throws -> SubmissionID {
        let raw = RawSubmission([("name", "Vera"), ("email", "vera@example.test")])
        guard case .valid(let submission) = form.form.validate(raw) else { throw Unexpected() }
        _ = try await house.storage.submissions.accept(
            Arrival(form: form, submission: submission, key: nil, mark: nil, held: nil),
            now: house.clock.now)
        guard
            let card = try await house.storage.board.page(form.id, for: anna, now: house.clock.now)
                .columns.flatMap(\.cards).first
        else { throw Unexpected() }
        return card.id
    }

    func accepted(_ name: String) async throws -> InvitationID {
        let staff = house.storage.staff, now = house.clock.now
        guard let name = StaffName(name) else { throw Unexpected() }
        let invited = try await staff.invite(
            .newcomer(name, .staff, forms: [form.id]), by: anna,
            password: TestHouse.password(TestHouse.annasPassword), now: now)
        let code = try invited.code.withText { text in
            String(decoding: text.indices.map { text[$0] }, as: UTF8.self)
        }
        return try await staff.accept(
            code, password: TestHouse.password(Self.zoesPassword), secondFactor: nil, now: now
        ).id
    }

    func newcomer(_ name: String) async throws -> PersonID {
        let confirmed = try await house.storage.staff.confirm(
            accepted(name), by: zoe, password: TestHouse.password(Self.zoesPassword),
            now: house.clock.now)
        return confirmed.person.id
    }

    private struct Unexpected: Error {}
}

/// A path of the website, with something in each of its places.
struct SitePath: Sendable {
    /// As the route has it.
    let template: String
    /// As a browser asks for it.
    let path: String
    /// The same with what is nothing in each place.
    let unknown: String
    /// The methods that have a route here.
    let methods: Set<String>

    var isOfTheDesk: Bool { path == "/desk" || path.hasPrefix("/desk/") }
    var isOfAForm: Bool { path.hasPrefix("/f/") }
    var hasPlaces: Bool { template.contains("{") }
    /// About people and what waits for a decision.
    var isOfPeople: Bool {
        template.hasPrefix("/desk/people") || template.hasPrefix("/desk/tasks")
    }

    /// What a form of it carries besides its token.
    var fields: [String: String] {
        guard isOfPeople else { return ["form": "contact", "version": "1"] }
        let name = template.hasSuffix("/change") ? "renamed" : "invited"
        return ["password": TestHouse.annasPassword, "name": name, "role": "staff"]
    }

    var kind: HeaderSet.Kind {
        let name = path.dropFirst()
        if let file = StaticFile.all.first(where: { $0.name == name }) {
            return file.crossOrigin ? .sharedAsset : .asset
        }
        // The key with which anybody checks a receipt.
        if path == "/.well-known/jwks.json" { return .sharedAsset }
        let isOfTheSample = path.hasPrefix("/sample/") && !path.hasSuffix(".html")
        return isOfTheSample ? .asset : .personal
    }

    /// What `Allow` says to another method.
    var allow: String { methods.sorted().joined(separator: ", ") }

    static func all(
        _ routes: [(path: String, method: String)], _ places: SitePlaces
    ) -> [SitePath] {
        Dictionary(grouping: routes, by: \.path)
            .map { template, routes in
                let methods = Set(routes.map(\.method))
                return SitePath(
                    template: template,
                    path: filled(template, places.values(for: template))
                        + (template == stream ? "?once=yes" : ""),
                    unknown: filled(template, [:]),
                    methods: methods.contains("GET") ? methods.union(["HEAD"]) : methods)
            }.sorted { $0.template < $1.template }
    }

    /// An answer that goes on until its reader goes is asked for as one that ends.
    private static let stream = "/desk/live/forms/{form}"

    /// What nobody knows here is filled too: a new route joins by itself, with nothing there to find.
    private static func filled(_ template: String, _ places: [String: String]) -> String {
        template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return String(segment) }
            return places[String(segment.dropFirst().dropLast())] ?? "unknown"
        }.joined(separator: "/")
    }
}

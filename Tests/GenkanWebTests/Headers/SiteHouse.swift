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
    /// A card of the contact form, to stand in the places of a path.
    let card: SubmissionID
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
            let card = try await store(forms[0], in: house, authenticators)
            var rates = Website.Rates()
            rates.signIn = RequestRate(burst: 10_000, perSecond: 1)
            let website = try Website(
                storage: house.storage, forms: FormBook(forms),
                proofs: house.proofs(),
                rates: rates, now: { house.clock.now })
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
                let paths = SitePath.all(routes.withLock { $0 }, card: card)
                try await body(
                    SiteHouse(
                        storage: house.storage, server: server, paths: paths, card: card,
                        clock: house.clock, authenticators: authenticators))
            }
        }
    }

    private static func store(
        _ form: RegisteredForm, in house: TestHouse, _ authenticators: Authenticators
    ) async throws -> SubmissionID {
        let raw = RawSubmission([("name", "Vera"), ("email", "vera@example.test")])
        guard case .valid(let submission) = form.form.validate(raw) else { throw Unexpected() }
        _ = try await house.storage.submissions.accept(
            Arrival(form: form, submission: submission, key: nil, mark: nil, held: nil),
            now: house.clock.now)
        let factor = try SecondFactor.create(), now = house.clock.now
        try authenticators.adopt(factor, of: "anna")
        let signIns = house.storage.signIns
        let begun = try await signIns.begin(
            name: "anna", password: TestHouse.password(TestHouse.annasPassword), now: now)
        let answer = try await signIns.setUp(
            begun.token, factor: factor.content(),
            place: SessionPlace(device: "", address: ""), now: now)
        guard case .signedIn(let token, _) = answer,
            let session = try await house.storage.sessions.resume(token, now: now).session,
            let card = try await house.storage.board.page(form.id, for: session)
                .columns.flatMap(\.cards).first
        else { throw Unexpected() }
        return card.id
    }

    struct Unexpected: Error {}
}

/// A path of the website, with something in each of its places.
struct SitePath: Sendable {
    /// As the route has it.
    let template: String
    /// As a browser asks for it.
    let path: String
    /// The methods that have a route here.
    let methods: Set<String>

    var isOfTheDesk: Bool { path == "/desk" || path.hasPrefix("/desk/") }
    var isOfAForm: Bool { path.hasPrefix("/f/") }
    var hasPlaces: Bool { template.contains("{") }

    var kind: HeaderSet.Kind {
        let name = path.dropFirst()
        if let file = StaticFile.all.first(where: { $0.name == name }) {
            return file.crossOrigin ? .sharedAsset : .asset
        }
        let isOfTheSample = path.hasPrefix("/sample/") && !path.hasSuffix(".html")
        return isOfTheSample ? .asset : .personal
    }

    /// What `Allow` says to another method.
    var allow: String { methods.sorted().joined(separator: ", ") }

    static func all(_ routes: [(path: String, method: String)], card: SubmissionID) -> [SitePath] {
        let places = ["form": "contact", "submission": card.description]
        return Dictionary(grouping: routes, by: \.path)
            .map { template, routes in
                let methods = Set(routes.map(\.method))
                return SitePath(
                    template: template, path: filled(template, places),
                    methods: methods.contains("GET") ? methods.union(["HEAD"]) : methods)
            }.sorted { $0.template < $1.template }
    }

    /// What nobody knows here is filled too: a new route joins by itself, with nothing there to find.
    private static func filled(_ template: String, _ places: [String: String]) -> String {
        template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return String(segment) }
            return places[String(segment.dropFirst().dropLast())] ?? "unknown"
        }.joined(separator: "/")
    }
}

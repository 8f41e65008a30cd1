public import Genkan
public import GenkanStorage
public import Hummingbird
public import Logging
public import Proofs

/// Entrance and desk over one storage: everything the web sees of a house.
///
/// Production and tests make it here and nowhere else.
public struct Website: Sendable {
    /// The keys of what the web proves to itself; the house key derives them.
    public struct Proofs: Sendable {
        let altcha: AltchaIssuer
        let form: ProofKey
        let device: ProofKey
        let receipts: ReceiptKeys

        /// - Parameters:
        ///   - altcha: issues and checks the built-in CAPTCHA.
        ///   - form: signs the token of the hosted form.
        ///   - device: signs what a browser keeps after a sign-in.
        ///   - receipts: prove receipts.
        public init(
            altcha: AltchaIssuer, form: ProofKey, device: ProofKey, receipts: ReceiptKeys
        ) {
            self.altcha = altcha
            self.form = form
            self.device = device
            self.receipts = receipts
        }
    }

    /// How often one subscriber may do what is costly or easily abused.
    public struct Rates: Sendable, Hashable {
        /// Submissions without a CAPTCHA token.
        public var unproven = RequestRate(burst: 10, perSecond: 1.0 / 30)
        /// Tries to sign in.
        public var signIn = RequestRate(burst: 10, perSecond: 0.1)
        /// What may arrive at a form and at the house.
        public var arrivals = ArrivalLimits.Rates()
        /// What looks like spam.
        public var spam = SpamRules()

        /// The defaults.
        public init() {}
    }

    let pages: Pages
    private let entrance: Entrance
    private let desk: Desk

    /// - Parameters:
    ///   - storage: where everything is kept.
    ///   - forms: the forms that are served; a reload replaces them.
    ///   - captchas: whom to ask about a token of somebody else's CAPTCHA.
    ///   - scanner: looks at files for viruses; nil where nobody does.
    ///   - sendsMail: whether the staff are told anything by mail.
    ///   - map: where a map looks up addresses; nil for no map.
    ///   - publicDirectory: where the static files are, so that pages name them by what they are now; nil names
    ///     them plainly.
    ///   - now: the time.
    /// - Throws: when a template or a language file that is part of the program is broken, or a static file
    ///   cannot be read.
    public init(
        storage: Storage, forms: FormBook, proofs: Proofs, rates: Rates = Rates(),
        captchas: CaptchaProviders = CaptchaProviders(), scanner: (any FileScanner)? = nil,
        sendsMail: Bool = false,
        map: MapAddress? = nil, publicDirectory: String? = nil,
        now: @escaping @Sendable () -> Instant
    ) throws {
        var pages = try Pages()
        if let publicDirectory {
            pages.assets = try StaticFiles(directory: publicDirectory).address
        }
        self.pages = pages
        entrance = Entrance(
            forms: forms, submissions: storage.submissions, altcha: proofs.altcha,
            providers: captchas, tokenKey: proofs.form, receipts: proofs.receipts, pages: pages,
            withoutProof: RateLimiter(rates.unproven), spam: rates.spam,
            scanner: scanner, arrivals: ArrivalLimits(rates.arrivals), now: now)
        desk = Desk(
            storage: storage, pages: pages, proofs: proofs, signInRate: rates.signIn,
            sendsMail: sendsMail, map: map, now: now)
    }

    /// The origin whose scripts may read an error, by the request; nil for nobody.
    func reader(of request: Request, _ context: GenkanRequestContext) -> String? {
        entrance.reader(of: request, context)
    }

    /// Adds every route of entrance and desk; for a server that has routes of its own beside them.
    public func add(to router: Router<GenkanRequestContext>) {
        // Whoever knows no more of the house than its name: visitors were given the address of a form.
        router.get("/") { _, _ in Response.redirect(to: "/desk", type: .normal) }
        EntranceRoutes.add(to: router, entrance: entrance)
        DeskRoutes.add(to: router, desk: desk)
    }
}

extension WebServer {
    /// The server of a house.
    ///
    /// - Parameter sample: the directory of the sample website, in a development house only.
    public init(
        _ website: Website, settings: ServerSettings, sample: String? = nil, logger: Logger,
        onListening: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) throws {
        try self.init(
            settings, pages: website.pages, logger: logger, onListening: onListening,
            errorReader: { website.reader(of: $0, $1) },
            routes: { router in
                website.add(to: router)
                if let sample { try SampleWebsite(directory: sample).add(to: router) }
            })
    }
}

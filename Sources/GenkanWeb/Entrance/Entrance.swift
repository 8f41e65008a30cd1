public import Genkan
public import GenkanStorage
import Hummingbird
public import Proofs

/// The receiving side: what its routes share.
///
/// It can store a submission and prove that a person sent one. It cannot read what is stored: nothing
/// in this folder can name what opens an envelope.
public struct Entrance: Sendable {
    /// The forms that are served now.
    public let forms: FormBook
    let submissions: SubmissionStore
    let altcha: AltchaIssuer
    let providers: CaptchaProviders
    let tokenKey: ProofKey
    let receipts: ReceiptKeys
    let spam: SpamCheck
    let scanner: (any FileScanner)?
    let arrivals: ArrivalLimits
    let pages: Pages
    /// The keys of files that are under way: each takes a block of the secure heap.
    var fileKeys = Ledger(house: 16_384, subscriber: 1_024, free: 4)
    /// The virus scans that are under way: the scanner is everybody's.
    var scans = Ledger(house: .max, subscriber: 8, free: 0)
    /// How long a body may take to come before a token that ran out may have done so under way.
    var tokenPatience = Duration.seconds(30)
    /// Whether the operator knows that the disk has no room for files.
    let room = RoomNews()
    /// What one subscriber may send without a proof; see ``CaptchaCheck``.
    let withoutProof: RateLimiter
    let now: @Sendable () -> Instant

    /// Takes what the routes share.
    ///
    /// - Parameters:
    ///   - forms: the forms that are served, replaced by a reload.
    ///   - submissions: where submissions are sealed and stored.
    ///   - altcha: issues and checks the built-in CAPTCHA.
    ///   - providers: whom to ask about a token of somebody else's CAPTCHA.
    ///   - tokenKey: signs the token of the hosted form.
    ///   - receipts: prove receipts.
    ///   - pages: the templates and texts.
    ///   - withoutProof: the limit on submissions without a CAPTCHA token, by subscriber; ten at once
    ///     and then one in thirty seconds unless said otherwise.
    ///   - spam: what is held although its CAPTCHA is right.
    ///   - scanner: looks at files for viruses; nil where nobody does.
    ///   - arrivals: how much may arrive at a form and at the house.
    ///   - now: the time.
    public init(
        forms: FormBook, submissions: SubmissionStore, altcha: AltchaIssuer,
        providers: CaptchaProviders = CaptchaProviders(), tokenKey: ProofKey, receipts: ReceiptKeys,
        pages: Pages,
        withoutProof: RateLimiter = RateLimiter(RequestRate(burst: 10, perSecond: 1.0 / 30)),
        spam: SpamRules = SpamRules(), scanner: (any FileScanner)? = nil,
        arrivals: ArrivalLimits = ArrivalLimits(), now: @escaping @Sendable () -> Instant
    ) {
        self.spam = SpamCheck(spam, key: tokenKey)
        self.scanner = scanner
        self.arrivals = arrivals
        self.forms = forms
        self.submissions = submissions
        self.altcha = altcha
        self.providers = providers
        self.tokenKey = tokenKey
        self.receipts = receipts
        self.pages = pages
        self.withoutProof = withoutProof
        self.now = now
    }

    /// The form that the address names, or the page that says there is none (404).
    func form(_ context: GenkanRequestContext) throws -> RegisteredForm {
        guard let name = context.parameters.get("form"), let form = forms[name] else {
            throw HTTPError(.notFound)
        }
        return form
    }

    /// The origin whose scripts may read the answer to a request, whoever answers it: a website that
    /// the form of the address names. Nil for every other, and for an address of no form.
    func reader(of request: Request, _ context: GenkanRequestContext) -> String? {
        let path = request.uri.path.split(separator: "/")
        guard path.count >= 2, path[0] == "f", let form = forms[String(path[1])] else { return nil }
        return SenderOrigin(
            of: request, for: form, publicOrigin: context.publicOrigin
        ).reader
    }

    /// The time in whole seconds since 1970, as proofs carry it.
    var seconds: Int64 { now().seconds }
}

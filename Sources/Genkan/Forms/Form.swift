/// One form in one version: what it asks, where its submissions go, who may embed it.
///
/// A value without identity: the database gives the name an id and every different definition a
/// version number. Two versions are the same exactly when their `definition` bytes are.
public struct Form: Hashable, Sendable {
    /// The name in the address (`/f/contact`): the file's name, `[a-z0-9-]{1,64}`, neither first
    /// nor last a hyphen.
    public let name: String
    /// The heading of the hosted form and of the board.
    public let title: LocalizedText
    /// A paragraph above the fields.
    public let introduction: LocalizedText?
    /// The text of the button.
    public let submitLabel: LocalizedText
    /// What is asked, in order; 1 to 100.
    public let fields: [Field]
    /// The columns of the board, in order; 1 to 20. New submissions arrive in the first.
    public let statuses: [Status]
    /// The websites whose pages may post to this form, besides its own hosted page.
    public let allowedOrigins: [Origin]
    /// What the visitor sees after sending.
    public let thanks: Thanks
    /// What proves that a person sent it.
    public let captcha: CaptchaChoice
    /// What happens to a submission without such a proof.
    public let withoutToken: WithoutToken
    /// Within how many hours a submission should be answered; nil where nothing is promised.
    public let answerWithinHours: Int?
    /// The zone in which times are shown and exported.
    public let zone: Zone

    /// Takes what `FormReader` or `FormDefinition` has checked.
    init(
        name: String, title: LocalizedText, introduction: LocalizedText?,
        submitLabel: LocalizedText, fields: [Field], statuses: [Status],
        allowedOrigins: [Origin], thanks: Thanks, captcha: CaptchaChoice,
        withoutToken: WithoutToken, answerWithinHours: Int?, zone: Zone
    ) {
        self.name = name
        self.title = title
        self.introduction = introduction
        self.submitLabel = submitLabel
        self.fields = fields
        self.statuses = statuses
        self.allowedOrigins = allowedOrigins
        self.thanks = thanks
        self.captcha = captcha
        self.withoutToken = withoutToken
        self.answerWithinHours = answerWithinHours
        self.zone = zone
    }
}

extension Form {
    /// The field of that name.
    public func field(named name: String) -> Field? {
        fields.first { $0.name == name }
    }

    /// The status of that id.
    public func status(_ id: String) -> Status? {
        statuses.first { $0.id == id }
    }

    /// The id of the status where new submissions arrive.
    public var firstStatus: String { statuses.first?.id ?? "" }

    /// Within which time a submission should be answered; nil where nothing is promised.
    public var answerWithin: Duration? { answerWithinHours.map { .seconds($0 * 3_600) } }

    /// The ids of the statuses where work is still to be done.
    public var openStatuses: [String] { statuses.filter { !$0.isFinal }.map(\.id) }

    /// The fields that the board shows, in order.
    public var titleFields: [Field] { fields.filter(\.isTitle) }

    /// Whether a page of this origin may post to the form.
    public func allows(_ origin: Origin) -> Bool {
        allowedOrigins.contains(origin)
    }
}

/// What one page may do beyond loading our own scripts, styles and images.
///
/// Values are CSP sources (an origin such as `https://www.example.jp`, or `blob:`); one that could
/// end its directive (with a space, a comma, a semicolon or a control character) is left out.
public struct PageAllowances: Sendable, Hashable {
    /// Where forms may be sent besides here. Browsers check the redirect after a post too.
    public var formTargets: [String]
    /// From where workers may be started besides here, such as `blob:`.
    public var workers: [String]
    /// The names of the Trusted Types policies the page's scripts may make.
    public var trustedTypes: [String]
    /// Whether no script may turn text into a script or markup but by such a policy.
    public var requiresTrustedTypes = true
    /// From where scripts may come besides here.
    public var scripts: [String] = []
    /// From where styles may come besides here.
    public var styles: [String] = []
    /// What may be shown in a frame; nothing, not even of ours, unless said.
    public var frames: [String] = []
    /// What scripts may ask besides here.
    public var connections: [String] = []

    /// What the page may ask authenticators for.
    public var passkeys: PasskeyUse

    /// What a page may ask authenticators for (Permissions Policy).
    public enum PasskeyUse: Sendable, Hashable {
        /// Nothing.
        case none
        /// An assertion.
        case use
        /// An assertion and a new passkey.
        case create
    }

    /// Makes allowances; none by default.
    public init(
        formTargets: [String] = [], workers: [String] = [], trustedTypes: [String] = [],
        passkeys: PasskeyUse = .none
    ) {
        self.passkeys = passkeys
        self.formTargets = formTargets
        self.workers = workers
        self.trustedTypes = trustedTypes
    }

    /// What the widget of `captcha.js` needs.
    static let captcha = PageAllowances(workers: ["blob:"], trustedTypes: ["genkan-captcha"])

    var contentSecurityPolicy: String {
        let own = ["'self'"]
        let directives = [
            "default-src 'none'",
            "script-src " + Self.sources(own + scripts),
            "style-src " + Self.sources(own + styles),
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src " + Self.sources(own + connections),
            "worker-src " + Self.sources(own + workers),
            "form-action " + Self.sources(own + formTargets),
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "object-src 'none'",
        ]
        let framing = frames.isEmpty ? [] : ["frame-src " + Self.sources(frames)]
        let trusting =
            requiresTrustedTypes
            ? ["require-trusted-types-for 'script'", "trusted-types " + Self.sources(trustedTypes)]
            : []
        return (directives + framing + trusting).joined(separator: "; ")
    }

    static func isSource(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x21...0x7E).contains(byte) && byte != UInt8(ascii: ";")
                    && byte != UInt8(ascii: ",")
            }
    }

    private static func sources(_ sources: [String]) -> String {
        let good = sources.filter(isSource)
        return good.isEmpty ? "'none'" : good.joined(separator: " ")
    }
}

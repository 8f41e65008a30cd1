public import HTTPTypes
public import Hummingbird

/// What a browser may do with an answer: the security headers of one kind of answer.
///
/// The strictest is ``bare``, and an answer that names no policy gets it (see ``BaseHeaders``): a
/// forgotten policy shows as a page without its styles, not as a hole. An exception is visible in the
/// route that makes it.
public struct ResponsePolicy: Sendable {
    /// The headers, each once.
    public let headers: HTTPFields

    /// Nothing may be loaded, framed, cached or sent anywhere. Errors of the parser, redirects, and
    /// whatever named no policy.
    public static let bare = ResponsePolicy(rules: "default-src 'none'", closed: true)

    /// A document of ours: our own scripts, styles, images and connections.
    ///
    /// - Parameter allowances: what this page may do beyond that.
    public static func page(_ allowances: PageAllowances = PageAllowances()) -> ResponsePolicy {
        ResponsePolicy(rules: allowances.contentSecurityPolicy, passkeys: allowances.passkeys)
    }

    /// A script, style, image or font: kept by the browser, but asked for again each time (ETag).
    ///
    /// - Parameters:
    ///   - crossOrigin: whether pages of other sites may load it.
    ///   - isLasting: whether what is at this address never changes, so that nobody asks again (RFC 8246).
    public static func asset(crossOrigin: Bool = false, isLasting: Bool = false) -> ResponsePolicy {
        var headers = bare.headers
        headers[.cacheControl] =
            isLasting ? "public, max-age=31536000, immutable" : "no-cache"
        if crossOrigin {
            headers[.crossOriginResourcePolicy] = "cross-origin"
            headers[.accessControlAllowOrigin] = "*"
        }
        return ResponsePolicy(headers: headers)
    }

    /// A file to be saved, never shown: sandboxed should a browser show it all the same.
    public static let download = ResponsePolicy(
        rules: "default-src 'none'; sandbox", closed: true)

    /// JSON for a program or for our own scripts; see ``Hummingbird/Response/open(to:exposing:)``.
    public static let json = bare

    private init(headers: HTTPFields) { self.headers = headers }

    private init(
        rules: String, closed: Bool = false, passkeys: PageAllowances.PasskeyUse = .none
    ) {
        let closing = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        headers = [
            .contentSecurityPolicy: closed ? rules + closing : rules,
            .cacheControl: "no-store",
            .crossOriginOpenerPolicy: "same-origin",
            .crossOriginResourcePolicy: "same-origin",
            .originAgentCluster: "?1",
            .permissionsPolicy: Self.permissions(passkeys),
            // Not no-referrer: that makes browsers send `Origin: null` with our own forms.
            .referrerPolicy: "same-origin",
            .xContentTypeOptions: "nosniff",
            .xFrameOptions: "DENY",
        ]
    }

    private static func permissions(_ passkeys: PageAllowances.PasskeyUse) -> String {
        let mayGet = passkeys == .none ? "()" : "(self)"
        let mayCreate = passkeys == .create ? "(self)" : "()"
        return forbidden + ", publickey-credentials-create=\(mayCreate)"
            + ", publickey-credentials-get=\(mayGet)"
    }

    private static let forbidden = [
        "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture",
        "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "magnetometer",
        "microphone", "midi", "payment", "screen-wake-lock", "serial", "usb",
        "xr-spatial-tracking",
    ].map { "\($0)=()" }.joined(separator: ", ")
}

extension Response {
    /// Gives the answer the headers of a policy, instead of those of an earlier one.
    public mutating func apply(_ policy: ResponsePolicy) {
        for field in policy.headers { headers[field.name] = field.value }
    }

    /// Lets the scripts of one website read the answer (CORS, Fetch § 3.2); credentials never go
    /// along.
    ///
    /// - Parameters:
    ///   - origin: the website; nil, or what is no origin, opens nothing.
    ///   - names: the headers that the scripts may read besides those that are always readable.
    public mutating func open(to origin: String?, exposing names: String = "Retry-After") {
        guard let origin, PageAllowances.isSource(origin) else { return }
        headers[.accessControlAllowOrigin] = origin
        headers[.accessControlExposeHeaders] = names
        headers[.crossOriginResourcePolicy] = "cross-origin"
        let others = (headers[.vary] ?? "").split(separator: ", ").filter { $0 != "Origin" }
        headers[.vary] = (others + ["Origin"]).joined(separator: ", ")
    }
}

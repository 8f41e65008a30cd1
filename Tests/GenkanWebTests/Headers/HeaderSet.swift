import GenkanTesting

/// What every answer of the house carries, whoever wrote it and whatever its status (ASVS 3.3, 3.4, 4.1,
/// 13.4.6, 14.3.2). The one place that says what the whole set is.
struct HeaderSet {
    /// What was asked for.
    enum Kind {
        /// A page, an error, a redirect, a download: whatever may have something personal in it.
        case personal
        /// A style, a script or an image of ours, the same for everybody.
        case asset
        /// One that the pages of other sites load.
        case sharedAsset
    }

    var kind = Kind.personal
    var method = "GET"
    /// The website whose scripts may read the answer.
    var reader: String?
    /// Whether the house was called by a name of this machine itself.
    var isLoopback = false

    private static let once = [
        "cache-control", "content-security-policy", "cross-origin-opener-policy",
        "cross-origin-resource-policy", "origin-agent-cluster", "permissions-policy",
        "referrer-policy", "x-content-type-options", "x-frame-options",
    ]
    private static let never = [
        "server", "x-powered-by", "via", "access-control-allow-credentials",
        "x-xss-protection", "expect-ct", "public-key-pins",
    ]

    /// Whether the test itself made up the status, so that nothing else goes with it.
    var isMadeUp = false

    /// What is wrong with an answer; empty when nothing is.
    func faults(in answer: Exchange) -> [String] {
        presence(answer) + values(answer) + sharing(answer) + body(answer)
            + (isMadeUp ? [] : byStatus(answer))
            + PolicyText(answer["content-security-policy"] ?? "").faults
            + answer.headers.filter { $0.name == "set-cookie" }.flatMap { cookie($0.value) }
    }

    private func presence(_ answer: Exchange) -> [String] {
        let transport = isLoopback ? [] : ["strict-transport-security"]
        let missing = (Self.once + transport).filter { name in
            answer.headers.count { $0.name == name } != 1
        }
        let surplus = (Self.never + (isLoopback ? ["strict-transport-security"] : []))
            .filter { answer[$0] != nil }
        return missing.map { "\($0) is not there once" } + surplus.map { "\($0) is there" }
    }

    private func values(_ answer: Exchange) -> [String] {
        var wanted = [
            "cross-origin-opener-policy": "same-origin", "origin-agent-cluster": "?1",
            "referrer-policy": "same-origin", "x-content-type-options": "nosniff",
            "x-frame-options": "DENY",
        ]
        wanted["strict-transport-security"] = "max-age=63072000; includeSubDomains"
        if isLoopback { wanted["strict-transport-security"] = nil }
        wanted["cache-control"] = isFile(answer) ? "no-cache" : "no-store"
        return wanted.filter { answer[$0.key] != $0.value }
            .map { "\($0.key) is \(answer[$0.key] ?? "none")" }
    }

    /// Whether the answer is the asset that was asked for, or that it is still the same.
    private func isFile(_ answer: Exchange) -> Bool {
        kind != .personal && [200, 304].contains(answer.status)
    }

    /// Who else may load the answer, and who may read it.
    private func sharing(_ answer: Exchange) -> [String] {
        let isShared = kind == .sharedAsset && isFile(answer)
        let allowed = isShared ? "*" : reader
        let policy = allowed == nil ? "same-origin" : "cross-origin"
        var faults: [String] = []
        if answer["access-control-allow-origin"] != allowed {
            faults.append("may be read by \(answer["access-control-allow-origin"] ?? "nobody")")
        }
        if answer["cross-origin-resource-policy"] != policy {
            faults.append("is not \(policy) as a resource")
        }
        if reader != nil, answer["vary"]?.contains("Origin") != true {
            faults.append("does not say that it depends on the origin")
        }
        return faults
    }

    private func body(_ answer: Exchange) -> [String] {
        let type = answer["content-type"]
        var faults: [String] = []
        if !answer.body.isEmpty, type == nil { faults.append("has a body without a type") }
        if let type, type.hasPrefix("text/"), !type.contains("charset=utf-8") {
            faults.append("is text of no charset")
        }
        if method == "HEAD" || [204, 304].contains(answer.status), !answer.body.isEmpty {
            faults.append("has a body that it must not have")
        }
        return faults
    }

    private func byStatus(_ answer: Exchange) -> [String] {
        switch answer.status {
        case 405 where answer["allow"] == nil: ["405 without Allow"]
        case 429 where answer["retry-after"] == nil, 503 where answer["retry-after"] == nil:
            ["\(answer.status) without Retry-After"]
        case 300...303 where answer["location"]?.hasPrefix("/") != true:
            ["leads to \(answer["location"] ?? "nowhere")"]
        default: []
        }
    }

    /// A cookie is for this host alone, never sent in clear, never read by a script.
    private func cookie(_ text: String) -> [String] {
        let parts = text.split(separator: ";").map { $0.drop { $0 == " " } }
        let needed = ["Path=/", "Secure", "HttpOnly"].filter { !parts.contains(Substring($0)) }
        var faults = needed.map { "a cookie without \($0)" }
        if !text.hasPrefix("__Host-") { faults.append("a cookie without __Host-") }
        if parts.contains(where: { $0.lowercased().hasPrefix("domain") }) {
            faults.append("a cookie for a domain")
        }
        if !parts.contains("SameSite=Strict"), !parts.contains("SameSite=Lax") {
            faults.append("a cookie without SameSite")
        }
        return faults
    }
}

/// A Content-Security-Policy, taken apart (CSP level 3 § 2.2.1).
struct PolicyText {
    private let directives: [(name: String, sources: [Substring])]

    init(_ text: String) {
        directives = text.split(separator: ";").compactMap { directive in
            let words = directive.split(separator: " ")
            return words.first.map { (String($0), Array(words.dropFirst())) }
        }
    }

    /// What is wrong with it; empty when nothing is.
    var faults: [String] { needed + allowed + doubled + trusted }

    private subscript(name: String) -> [Substring]? {
        directives.first { $0.name == name }?.sources
    }

    private var needed: [String] {
        ["default-src", "base-uri", "frame-ancestors"].filter { self[$0] != ["'none'"] }
            .map { "CSP: \($0) is not 'none'" }
            + (self["form-action"] == nil ? ["CSP: form-action is missing"] : [])
    }

    /// Nothing inline, nothing evaluated, and from other places only what is said here.
    private var allowed: [String] {
        directives.flatMap { name, sources in
            sources.filter { source in
                switch (name, source) {
                case (_, "'none'"), (_, "'self'"), ("img-src", "data:"), ("worker-src", "blob:"):
                    false
                case ("form-action", _): !source.hasPrefix("https://") || source.contains("*")
                case ("trusted-types", _), ("require-trusted-types-for", "'script'"): false
                default: true
                }
            }.map { "CSP: \(name) allows \($0)" }
        }
    }

    private var doubled: [String] {
        Set(directives.map(\.name)).count == directives.count ? [] : ["CSP: a directive twice"]
    }

    private var trusted: [String] {
        guard let scripts = self["script-src"], scripts != ["'none'"] else { return [] }
        return self["require-trusted-types-for"] == ["'script'"]
            ? [] : ["CSP: scripts without trusted types"]
    }
}

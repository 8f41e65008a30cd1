import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// Every route of the website × every method × every status it can be brought to, with a session and
/// without: each answer has the whole set of headers. Made from the router's own list, so that a new
/// route joins by itself.
@Suite struct RouteHeaderTests {
    private static let methods = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "CONJURE",
    ]
    private static let known: Set = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE",
    ]
    private static let host = "Host: \(TestCertificate.host)"

    /// Sends a head as text.
    private func ask(
        _ method: String, _ target: String, _ lines: [String], in house: SiteHouse
    ) async throws -> Exchange {
        let head = ["\(method) \(target) HTTP/1.1"] + lines
        return try await Exchange.send(head.joined(separator: "\n") + "\n\n", to: house.server)
    }

    private func check(
        _ answer: Exchange, of path: SitePath, _ method: String, _ what: String = ""
    ) {
        let set = HeaderSet(kind: path.kind, method: method)
        #expect(
            set.faults(in: answer) == [],
            "\(method) \(path.template): \(answer.status) \(what.prefix(200))")
    }

    @Test func `there is a desk, an entrance and files, and no path has a route of another kind`()
        async throws
    {
        try await SiteHouse.run { house in
            #expect(house.paths.contains { $0.isOfTheDesk && $0.methods.contains("POST") })
            #expect(house.paths.contains { $0.isOfAForm && $0.hasPlaces })
            #expect(house.paths.contains { $0.kind == .sharedAsset })
            let methods = Set(house.paths.flatMap(\.methods))
            #expect(methods == ["GET", "HEAD", "POST", "OPTIONS"])
        }
    }

    @Test func `the bare name of the house leads to the desk`() async throws {
        try await SiteHouse.run { house in
            let answer = try await Exchange.get("/", from: house.server)
            #expect(answer.status == 303 && answer["location"] == "/desk")
            #expect(HeaderSet().faults(in: answer) == [])
        }
    }

    @Test func `without a session every route answers every method with the whole set`()
        async throws
    {
        try await SiteHouse.run { house in
            for path in house.paths {
                for method in Self.methods {
                    let answer = try await ask(method, path.path, [Self.host], in: house)
                    check(answer, of: path, method)
                    expect(answer, method, path)
                    // A sign-in that leads nowhere takes its cookie back, no more.
                    let cookie = answer["set-cookie"]
                    #expect(
                        cookie == nil || cookie == PendingCookie.removal,
                        "\(method) \(path.template)")
                }
            }
        }
    }

    @Test func `with a session every route answers every method with the whole set`() async throws {
        try await SiteHouse.run { house in
            let browser = DeskBrowser(house.server, house.authenticators)
            for path in house.paths {
                try await signIn(browser)
                for method in Self.methods where method != "POST" {
                    let answer = try await browser.send(method, path.path)
                    check(answer, of: path, method)
                    expect(answer, method, path)
                    guard path.isOfPeople, path.methods.contains(method) else { continue }
                    #expect(answer.status == 200, "\(method) \(path.template)")
                }
                guard path.methods.contains("POST") else { continue }
                for token in ["wrong", try await signIn(browser)] {
                    let answer = try await browser.post(
                        path.path, path.fields.adding("csrf", token))
                    check(answer, of: path, "POST")
                    #expect(answer.status < 500, "POST \(path.template)")
                    if path.isOfPeople, token != "wrong" { expectDone(answer, path) }
                }
            }
        }
    }

    /// A page that answers to GET is there, what is no method of a path is refused and names those it
    /// has, and what is none anywhere is not known.
    private func expect(_ answer: Exchange, _ method: String, _ path: SitePath) {
        let name = "\(method) \(path.template)"
        if !Self.known.contains(method) {
            // What is no method anywhere, the parser refuses.
            #expect(answer.status == (method == "CONJURE" ? 400 : 501), "\(name)")
        } else if !path.methods.contains(method) {
            #expect(answer.status == 405, "\(name)")
            #expect(answer["allow"] == path.allow, "\(name)")
        } else {
            #expect(answer.status < 500, "\(name)")
        }
    }

    /// A change about people is made, not only refused in words.
    private func expectDone(_ answer: Exchange, _ path: SitePath) {
        let place = answer["location"] ?? ""
        let what = "POST \(path.template): \(answer.status) \(place)"
        #expect([200, 303].contains(answer.status), "\(what)")
        #expect(!answer.leadsToTheDoor && !answer.saysThatNothingWasDone, "\(what)")
    }

    /// Signs anna in unless she is; answers a token for forms.
    @discardableResult
    private func signIn(_ browser: DeskBrowser) async throws -> String {
        if try await browser.get("/desk/forms").status != 200 {
            try await browser.signIn("anna", TestHouse.annasPassword)
        }
        return try await browser.get("/desk/forms").field("csrf")
    }

    @Test func `what the parser, the gate and the limits refuse has the whole set on every path`()
        async throws
    {
        let long = String(repeating: "a", count: 40_000)
        try await SiteHouse.run { house in
            for path in house.paths {
                for method in path.methods {
                    let cases: [(status: Int, target: String, lines: [String])] = [
                        (400, path.path, []),
                        (400, path.path, [Self.host, "Content Length: 1"]),
                        (400, path.path, [Self.host, "Host: evil.test"]),
                        (413, path.path, [Self.host, "Content-Length: 99999999"]),
                        (414, path.path + "?" + long.prefix(5_000), [Self.host]),
                        (431, path.path, [Self.host, "Cookie: \(long)"]),
                        (404, path.path.prefix { $0 != "?" } + "/nothing/here", [Self.host]),
                        (404, "/" + path.path, [Self.host]),
                    ]
                    for (status, target, lines) in cases {
                        let answer = try await ask(method, target, lines, in: house)
                        // Of what the parser refuses nobody knows the method.
                        let isParsed = status != 431 && lines.count != 2 || status == 413
                        check(answer, of: path, isParsed ? method : "GET")
                        #expect(
                            answer.status == status, "\(method) \(path.template) \(lines.count)")
                    }
                }
            }
        }
    }

    @Test func `what a route itself refuses has the whole set`() async throws {
        try await SiteHouse.run { house in
            let browser = DeskBrowser(house.server, house.authenticators)
            for path in house.paths where path.methods.contains("POST") {
                try await signIn(browser)
                let other = browser.copied()
                other.sentences = ["Origin: https://evil.test", "Sec-Fetch-Site: cross-site"]
                let refused = try await other.post(path.path, ["name": "Vera"])
                check(refused, of: path, "POST")
                #expect(refused.status == 403, "\(path.template)")
                let text = try await browser.send(
                    "POST", path.path,
                    browser.sentences + ["Content-Type: text/plain", "Content-Length: 1"],
                    body: "a")
                check(text, of: path, "POST")
                #expect(text.status == 415, "\(path.template)")
            }
            for path in house.paths where path.hasPlaces {
                try await signIn(browser)
                for method in path.methods.intersection(["GET", "HEAD", "OPTIONS"]) {
                    let answer = try await browser.send(method, path.unknown)
                    check(answer, of: path, method)
                    #expect(answer.status == 404, "\(method) \(path.template)")
                }
            }
        }
    }

    @Test func `what is not filled in right has the whole set`() async throws {
        try await SiteHouse.run { house in
            let browser = DeskBrowser(house.server, house.authenticators)
            for path in ["/f/contact", "/desk/sign-in"] {
                let sitePath = try #require(house.paths.first { $0.path == path })
                let answer = try await browser.post(path, ["name": "nobody"])
                #expect(answer.status == 422)
                check(answer, of: sitePath, "POST")
            }
        }
    }

    @Test func `who asks too often gets the whole set, whatever for`() async throws {
        try await SiteHouse.run(adjust: {
            $0.limits.requests = RequestRate(burst: 1, perSecond: 0.000_01)
        }) { house in
            _ = try await Exchange.get("/", from: house.server)
            for path in house.paths {
                for method in Self.known {
                    let answer = try await ask(method, path.path, [Self.host], in: house)
                    check(answer, of: path, method)
                    #expect(answer.status == 429, "\(method) \(path.template)")
                }
            }
        }
    }

    @Test func `a house whose store is gone answers with the whole set`() async throws {
        try await SiteHouse.run { house in
            let browser = DeskBrowser(house.server, house.authenticators)
            let token = try await signIn(browser)
            try await house.storage.close()
            for path in house.paths where path.isOfTheDesk || path.isOfAForm {
                for method in path.methods where method != "POST" {
                    let answer = try await browser.send(method, path.path)
                    check(answer, of: path, method)
                    #expect(answer.status >= 500 || path.isOfAForm, "\(method) \(path.template)")
                }
                guard path.methods.contains("POST") else { continue }
                let answer = try await browser.post(
                    path.path, ["csrf": token, "name": "Vera", "email": "vera@example.test"])
                check(answer, of: path, "POST")
                #expect(answer.status >= 500, "POST \(path.template)")
                #expect(!answer.body.contains("SQLite") && !answer.body.contains("unavailable:"))
            }
        }
    }

    @Test func `over HTTP/2 every route has the whole set`() async throws {
        try await SiteHouse.run { house in
            for path in house.paths {
                for method in ["GET", "HEAD", "POST", "TRACE"] {
                    let answer = try await Exchange.overHTTP2(method, path.path, to: house.server)
                    check(answer, of: path, method, "HTTP/2")
                    expect(answer, method, path)
                }
            }
        }
    }

    @Test func `a website that a form names may read its answers, and every refusal`() async throws
    {
        try await SiteHouse.run { house in
            let origin = "https://www.example.jp"
            let set = HeaderSet(reader: origin)
            for (method, path) in [
                ("GET", "/f/contact/challenge"), ("OPTIONS", "/f/contact"), ("PUT", "/f/contact"),
            ] {
                let request = "\(method) \(path) HTTP/1.1\n\(Self.host)\nOrigin: \(origin)\n\n"
                let answer = try await Exchange.send(request, to: house.server)
                #expect(set.faults(in: answer) == [], "\(method) \(path): \(answer.status)")
            }
        }
    }
}

import GenkanTesting
import GenkanWeb
import HTTPTypes
import Hummingbird
import Testing

/// Every kind of answer, whoever writes it, has the whole set of headers (ASVS 3.4, 14.3.2).
@Suite struct StatusHeaderTests {
    private static func expectHeaders(_ answer: Exchange, _ what: Comment) {
        #expect(HeaderSet(isMadeUp: true).faults(in: answer) == [], what)
    }

    private static let statuses = [
        200, 201, 204, 301, 303, 304, 400, 401, 403, 404, 405, 408, 409, 410, 413, 414, 415, 422,
        429,
        431, 500, 501, 503,
    ]

    private struct Broken: Error { let secret = "vera@example.test" }

    private static func routes(_ router: Router<GenkanRequestContext>) throws {
        let pages = try Pages()
        router.get("bare/{status}") { _, context in
            Response(status: .init(code: try context.parameters.require("status", as: Int.self)))
        }
        router.get("throw/{status}") { _, context -> Response in
            throw HTTPError(
                .init(code: try context.parameters.require("status", as: Int.self)),
                message: "for the log only")
        }
        router.get("page") { _, context in
            try pages.response(
                "error", ["status": 200, "title": "t", "what": "w", "next": "n", "reference": "r"],
                in: context.language)
        }
        router.get("broken") { _, _ -> Response in throw Broken() }
        router.post("page") { request, _ in
            _ = try await request.body.collect(upTo: 10)
            return Response(status: .created)
        }
    }

    @Test func `every status has the headers, returned or thrown`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            for status in Self.statuses {
                let returned = try await Exchange.get("/bare/\(status)", from: server)
                #expect(returned.status == status)
                Self.expectHeaders(returned, "returned \(status)")
                guard status >= 400 else { continue }
                let thrown = try await Exchange.get("/throw/\(status)", from: server)
                #expect(thrown.status == status)
                Self.expectHeaders(thrown, "thrown \(status)")
                #expect(!thrown.body.contains("for the log only"))
                #expect(thrown.body.contains("<h1>"))
            }
        }
    }

    @Test func `over HTTP/2 every status has the same headers`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            for status in Self.statuses {
                let returned = try await Exchange.overHTTP2("GET", "/bare/\(status)", to: server)
                #expect(returned.status == status)
                Self.expectHeaders(returned, "HTTP/2, returned \(status)")
                #expect(returned["connection"] == nil)
                guard status >= 400 else { continue }
                let thrown = try await Exchange.overHTTP2("GET", "/throw/\(status)", to: server)
                #expect(thrown.status == status)
                Self.expectHeaders(thrown, "HTTP/2, thrown \(status)")
                #expect(thrown.body.contains("<h1>"))
            }
            for (method, path, status) in [
                ("GET", "/nowhere", 404), ("DELETE", "/page", 405), ("GET", "/broken", 500),
                ("GET", "/" + String(repeating: "a", count: 5_000), 414),
            ] {
                let answer = try await Exchange.overHTTP2(method, path, to: server)
                #expect(answer.status == status)
                Self.expectHeaders(answer, "HTTP/2, \(method) \(status)")
            }
        }
    }

    @Test func `errors nobody wrote have the headers too`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let host = "Host: \(TestCertificate.host)"
            let huge = String(repeating: "a", count: 40_000)
            let cases: [(String, Int)] = [
                ("GET /nowhere HTTP/1.1\n\(host)\n\n", 404),
                ("DELETE /page HTTP/1.1\n\(host)\n\n", 405),
                ("PROPFIND /page HTTP/1.1\n\(host)\n\n", 501),
                ("TRACE /page HTTP/1.1\n\(host)\n\n", 405),
                ("GET /page HTTP/1.1\n\n", 400),
                ("GET /broken HTTP/1.1\n\(host)\n\n", 500),
                ("GET /\(huge.prefix(5000)) HTTP/1.1\n\(host)\n\n", 414),
                ("GET /page HTTP/1.1\n\(host)\nCookie: \(huge)\n\n", 431),
                ("POST /page HTTP/1.1\n\(host)\nContent-Length: 11\n\n12345678901", 413),
                ("POST /page HTTP/1.1\n\(host)\nContent-Length: 99999999999\n\n", 413),
                ("GET /page HTTP/1.1\n\(host)\nContent Length: 1\n\n", 400),
                ("nonsense\n\n", 400),
                (
                    "POST /page HTTP/1.1\n\(host)\nContent-Length: 3\nTransfer-Encoding: chunked\n\n0\n\n",
                    400
                ),
            ]
            for (request, status) in cases {
                let answer = try await Exchange.send(request, to: server)
                #expect(answer.status == status, "\(request.prefix(60))")
                #expect(answer.body.contains("<h1>"), "\(request.prefix(60))")
                Self.expectHeaders(answer, "\(request.prefix(60))")
            }
        }
    }

    @Test func `a method that a path does not have is answered with those it has`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let request = "DELETE /page HTTP/1.1\nHost: \(TestCertificate.host)\n\n"
            #expect(try await Exchange.send(request, to: server)["allow"] == "GET, HEAD, POST")
            let head = "HEAD /page HTTP/1.1\nHost: \(TestCertificate.host)\n\n"
            let answer = try await Exchange.send(head, to: server)
            #expect(answer.status == 200 && answer.body.isEmpty)
            Self.expectHeaders(answer, "HEAD")
        }
    }

    @Test func `no HSTS is sent for this machine's own names`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            for host in [
                "localhost", "localhost:8443", "a.localhost", "127.0.0.1:8443", "[::1]:8443",
            ] {
                let answer = try await Exchange.send(
                    "GET /page HTTP/1.1\nHost: \(host)\n\n", to: server)
                #expect(answer.status == 200)
                #expect(answer["strict-transport-security"] == nil, "\(host)")
            }
        }
    }

    @Test func `errors speak the reader's language, or JSON to a program`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let japanese = try await Exchange.get("/x", ["Accept-Language: ja"], from: server)
            #expect(japanese.body.contains("ページが見つかりません"))
            #expect(japanese["content-language"] == "ja")
            let english = try await Exchange.get("/x", ["Accept-Language: en-GB"], from: server)
            #expect(english.body.contains("There is no such page"))
            let json = try await Exchange.get(
                "/x", ["Accept: application/json", "Accept-Language: en"], from: server)
            #expect(json["content-type"] == "application/problem+json")
            #expect(json.body.contains("\"status\":404"))
            Self.expectHeaders(json, "JSON")
            let browser = try await Exchange.get(
                "/x", ["Accept: text/html,application/xml;q=0.9,*/*;q=0.8"], from: server)
            #expect(browser["content-type"] == "text/html; charset=utf-8")
        }
    }

    @Test func `an error tells the client and the log nothing that a visitor typed`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let answer = try await Exchange.get("/broken?name=canary-7431", from: server)
            #expect(answer.status == 500)
            #expect(!answer.body.contains("vera@") && !answer.body.contains("Broken"))
            _ = try await Exchange.get("/canary-7431", ["User-Agent: canary-7431"], from: server)
            let log = server.log.lines.filter { !$0.hasPrefix("trace") }.joined(separator: "\n")
            #expect(log.contains("A request failed"))
            #expect(log.contains("route=/broken") && log.contains("status=500"))
            #expect(!log.contains("canary-7431") && !log.contains("vera@"))
        }
    }
}

import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Testing

@testable import GenkanWeb

@Suite struct ResponsePolicyTests {
    private func directives(_ policy: ResponsePolicy) -> [String: String] {
        let text = policy.headers[.contentSecurityPolicy] ?? ""
        let pairs = text.split(separator: "; ").map { $0.split(separator: " ", maxSplits: 1) }
        return Dictionary(
            pairs.map { (String($0[0]), $0.count > 1 ? String($0[1]) : "") },
            uniquingKeysWith: { first, _ in first + " (twice)" })
    }

    @Test func `every policy forbids by default, and names what it allows`() {
        let policies: [ResponsePolicy] = [
            .bare, .page(), .asset(), .asset(crossOrigin: true), .download, .json,
        ]
        for policy in policies {
            let directives = directives(policy)
            #expect(directives["default-src"] == "'none'")
            #expect(directives["base-uri"] == "'none'")
            #expect(directives["form-action"] != nil && directives["frame-ancestors"] != nil)
            #expect(!directives.values.contains { $0.contains("unsafe") || $0.contains("*") })
            #expect(policy.headers[.xContentTypeOptions] == "nosniff")
            #expect(policy.headers[.referrerPolicy] == "same-origin")
        }
    }

    @Test func `a page loads our own things only and makes no trusted types unless named`() {
        let page = directives(.page())
        #expect(page["script-src"] == "'self'" && page["style-src"] == "'self'")
        #expect(
            page["require-trusted-types-for"] == "'script'" && page["trusted-types"] == "'none'")
        #expect(page["frame-ancestors"] == "'none'")
        let form = directives(
            .page(
                PageAllowances(
                    formTargets: ["https://www.example.jp"], workers: ["blob:"],
                    trustedTypes: ["genkan-captcha"])))
        #expect(form["form-action"] == "'self' https://www.example.jp")
        #expect(form["worker-src"] == "'self' blob:" && form["trusted-types"] == "genkan-captcha")
    }

    @Test(arguments: [
        "https://a.example; script-src *", "https://a.example script-src", "a,b", "a\r\nX: y", "",
        "https://例え.jp", "a\u{301}",
    ])
    func `a source that could end its directive is left out`(_ source: String) {
        #expect(directives(.page(PageAllowances(formTargets: [source])))["form-action"] == "'self'")
        var response = Response(status: .ok)
        response.open(to: source)
        #expect(response.headers[.accessControlAllowOrigin] == nil)
    }

    @Test func `an answer is opened to one website, and says what it depends on`() {
        var response = Response(status: .ok)
        response.apply(.json)
        response.headers[.vary] = "Accept, Accept-Language"
        response.open(to: nil)
        #expect(response.headers[.accessControlAllowOrigin] == nil)
        for _ in 0..<2 { response.open(to: "https://a.example") }
        #expect(response.headers[.accessControlAllowOrigin] == "https://a.example")
        #expect(response.headers[.vary] == "Accept, Accept-Language, Origin")
        #expect(response.headers[.crossOriginResourcePolicy] == "cross-origin")
        #expect(response.headers[.accessControlAllowCredentials] == nil)
    }

    @Test func `no page may be framed`() {
        #expect(directives(.page())["frame-ancestors"] == "'none'")
        #expect(ResponsePolicy.page().headers[.xFrameOptions] == "DENY")
    }

    @Test func `a later policy takes the place of an earlier one`() {
        var response = Response(status: .ok)
        response.apply(.page())
        response.apply(.download)
        #expect(response.headers[values: .contentSecurityPolicy].count == 1)
        #expect(response.headers[.contentSecurityPolicy]?.contains("sandbox") == true)
    }

    @Test func `JSON is preferred by those who name it`() {
        let cases: [([String], String?, Bool)] = [
            ([], nil, false), (["*/*"], nil, false), (["application/json"], nil, true),
            (["text/html, application/json"], nil, false),
            (["text/html;q=0.5, application/json"], nil, true),
            (["application/problem+json"], nil, true), (["APPLICATION/JSON ; q=1"], nil, true),
            (["application/json;q=0"], nil, false), ([], "application/json; charset=utf-8", true),
            (["text/html"], "application/json", false), (["*/*"], "application/json", true),
        ]
        for (accept, type, expected) in cases {
            var head = HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/")
            for value in accept { head.headerFields.append(HTTPField(name: .accept, value: value)) }
            head.headerFields[.contentType] = type
            let request = Request(head: head, body: RequestBody(buffer: .init()))
            #expect(request.prefersJSON == expected, "\(accept) \(type ?? "")")
        }
    }
}

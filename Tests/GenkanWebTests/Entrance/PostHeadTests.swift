import HTTPTypes
import Testing

@testable import GenkanWeb

/// One pass along the headers, against looking each one up.
@Suite struct PostHeadTests {
    @Test func `it finds what looking up finds, in any case and when a header stands there twice`()
        throws
    {
        var fields = HTTPFields()
        for (name, value) in [
            ("CONTENT-TYPE", "application/json"), ("Accept", "text/html"), ("Host", "example.jp"),
            ("accept", "application/json"), ("Origin", "https://a.example.jp"),
            ("origin", "https://b.example.jp"), ("SEC-FETCH-SITE", "same-origin"),
            ("idempotency-key", "one"), ("Idempotency-Key", "two"), ("Content-Type", "text/plain"),
        ] {
            fields.append(HTTPField(name: try #require(HTTPField.Name(name)), value: value))
        }
        let head = PostHead(fields)
        #expect(head.contentType == "application/json, text/plain")
        #expect(head.contentType == fields[.contentType])
        #expect(head.accepted == fields[values: .accept])
        #expect(head.origin == fields[.origin])
        #expect(head.fetchSite == fields[.secFetchSite])
        #expect(head.idempotencyKey == fields[.idempotencyKey])
    }

    @Test func `of an empty head it knows nothing`() {
        let head = PostHead(HTTPFields())
        #expect(head.contentType == nil && head.origin == nil && head.accepted.isEmpty)
        #expect(head.fetchSite == nil && head.idempotencyKey == nil && !head.prefersJSON)
    }

    @Test(arguments: [
        ("cors", "*/*", true), ("same-origin", "*/*", true), ("navigate", "*/*", false),
        ("cors", "text/html,*/*;q=0.8", false), ("cors", "application/json", true),
        ("navigate", "text/html", false), ("cors", "", true),
    ])
    func `a script that sends a form is answered in JSON, a click with a page`(
        mode: String, accept: String, prefersJSON: Bool
    ) throws {
        var fields: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        fields[.secFetchMode] = mode
        fields[.accept] = accept.isEmpty ? nil : accept
        #expect(PostHead(fields).prefersJSON == prefersJSON)
    }
}

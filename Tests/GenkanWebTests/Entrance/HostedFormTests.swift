import Genkan
import GenkanStorage
import GenkanTesting
import Testing

@testable import GenkanWeb

/// The form as it is handed out, and as it comes back with what a stranger typed.
@Suite struct HostedFormTests {
    @Test
    func `the form is complete without JavaScript and says of every field whether it is needed`()
        async throws
    {
        try await EntranceHouse.run { house in
            let answer = try await house.get("/f/contact")
            #expect(answer.status == 200 && answer["set-cookie"] == nil)
            #expect(answer["cache-control"] == "no-store")
            let page = answer.body
            #expect(page.contains(#"<html lang="ja">"#))
            #expect(
                page.contains(
                    #"<form class="entrance-form g-sheet" id="form" action="/f/contact" method="post""#
                ))
            #expect(page.contains(#"<label class="g-label" for="f-name">お名前"#))
            #expect(page.contains(#"autocomplete="name""#))
            #expect(page.contains(#"type="email""#) && page.contains(#"inputmode="email""#))
            #expect(
                page.contains("<legend") && page.contains(#"type="radio" id="f-topic:product""#))
            #expect(page.contains("必須") && page.contains("任意"))
            #expect(page.contains(#"name="source" value="hosted""#))
            #expect(page.contains(#"<script src="/captcha.js" async defer></script>"#))
        }
    }

    @Test func `the page allows what it needs and nothing else`() async throws {
        try await EntranceHouse.run { house in
            let policy = try #require(try await house.get("/f/contact")["content-security-policy"])
            for part in [
                "default-src 'none'", "script-src 'self'", "style-src 'self'",
                "connect-src 'self'", "worker-src 'self' blob:", "form-action 'self'",
                "frame-ancestors 'none'", "base-uri 'none'",
                "require-trusted-types-for 'script'", "trusted-types genkan-captcha",
            ] { #expect(policy.contains(part), "\(part)") }
            #expect(!policy.contains("unsafe") && !policy.contains("*"))
        }
    }

    @Test func `every opening has an id of its own with 128 bits or more`() async throws {
        try await EntranceHouse.run { house in
            var names: Set<String> = []
            for _ in 0..<5 {
                let page = try await house.get("/f/contact").body
                let mark = #"name="_submission" value=""#
                let start = try #require(page.firstRange(of: mark)).upperBound
                let name = String(page[start...].prefix { $0 != "\"" })
                #expect(IdempotencyKey(name) != nil)
                names.insert(name)
            }
            #expect(names.count == 5)
        }
    }

    @Test func `the language is the address's, then the browser's`() async throws {
        try await EntranceHouse.run { house in
            let english = try await house.get("/f/contact", ["Accept-Language: en-GB, ja;q=0.5"])
            #expect(
                english.body.contains(#"<html lang="en">"#) && english.body.contains("Required"))
            #expect(english["content-language"] == "en")
            let chosen = try await house.get("/f/contact?lang=ja", ["Accept-Language: en"])
            #expect(chosen.body.contains(#"<html lang="ja">"#))
            #expect(chosen.body.contains(#"lang="en" hreflang="en""#))
            let unknown = try await house.get("/f/contact?lang=%22%3E", ["Accept-Language: en"])
            #expect(unknown.body.contains(#"<html lang="en">"#))
        }
    }

    @Test(arguments: [
        #""><script>alert(1)</script>"#, "\"\u{301}onfocus=alert(1) x=\"", "\"\u{200D} autofocus",
        "</textarea><img src=x onerror=alert(1)>", "{{lang}} {{{t}}} {{> layout}}", "&lt;&amp;",
        "`=\"'",
        "\n\n  first line empty\n\tand a tab", "a\u{0}b", "\u{202E}gnp.exe", "😀🇯🇵葛\u{E0100}",
    ])
    func `what a stranger typed comes back as text and nothing else`(typed: String) async throws {
        try await EntranceHouse.run { house in
            let answer = try await house.post([
                ("name", typed), ("email", typed), ("topic", typed), ("message", typed),
                ("source", typed), ("_submission", typed), ("_token", typed),
                ("_homepage", typed), ("_language", typed), (typed, typed),
            ])
            #expect(answer.status == 422)
            let page = answer.body
            for forbidden in [
                "<script>", "<img", "onfocus=alert", "onerror=alert", "value=\"\"\u{301}",
                "value=\"\"\u{200D}",
            ] {
                #expect(!Self.contains(page, forbidden), "\(forbidden)")
            }
            let area = try #require(Self.between(page, "name=\"message\"", "</textarea>"))
            let text = try #require(Self.after(area, ">\n"))
            #expect(Self.unescaped(text) == Array(TextDoor.normalised(typed).utf8))
        }
    }

    @Test func `a reload changes the forms at once`() async throws {
        try await EntranceHouse.run { house in
            let registered = try await house.storage.forms.register(
                [.contact(name: "new")], now: house.clock.now)
            house.entrance.forms.replace(with: registered)
            #expect(house.entrance.forms.all.map(\.form.name) == ["new"])
            #expect(try await house.get("/f/contact").status == 404)
            #expect(try await house.get("/f/new").status == 200)
        }
    }

    /// Compares bytes: a `Character` with a combining mark would hide a quote.
    private static func contains(_ page: String, _ text: String) -> Bool {
        Array(page.utf8).firstRange(of: Array(text.utf8)) != nil
    }

    private static func between(_ page: String, _ start: String, _ end: String) -> [UInt8]? {
        let bytes = Array(page.utf8)
        guard let from = bytes.firstRange(of: Array(start.utf8))?.upperBound,
            let to = bytes[from...].firstRange(of: Array(end.utf8))?.lowerBound
        else { return nil }
        return Array(bytes[from..<to])
    }

    private static func after(_ bytes: [UInt8], _ mark: String) -> [UInt8]? {
        bytes.firstRange(of: Array(mark.utf8)).map { Array(bytes[$0.upperBound...]) }
    }

    private static func unescaped(_ html: [UInt8]) -> [UInt8] {
        let references = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#96;", "`"),
            ("&#61;", "="), ("&amp;", "&"),
        ]
        return references.reduce(html) {
            $0.replacing(Array($1.0.utf8), with: Array($1.1.utf8))
        }
    }
}

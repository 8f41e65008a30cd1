import Testing

@testable import GenkanWeb

@Suite struct HTMLEscapingTests {
    @Test(arguments: ["\u{301}", "\u{200D}", "\u{FE0F}", "\u{20E3}", "\u{1F3FD}"])
    func `a quote hides behind no combining scalar`(_ follower: String) throws {
        let library = try TemplateLibrary([
            "input": Array("{{% CONTENT_TYPE: HTML}}<input value=\"{{value}}\">".utf8)
        ])
        let html = try library.render(
            "input", ["value": "\"\(follower) onfocus=alert(1) x=\"\(follower)"])
        let quotes = html.unicodeScalars.filter { $0 == "\"" }
        #expect(quotes.count == 2)
        #expect(
            html.utf8.elementsEqual(
                "<input value=\"&quot;\(follower) onfocus&#61;alert(1) x&#61;&quot;\(follower)\">"
                    .utf8))
    }

    @Test(arguments: ["<", ">", "&", "\"", "'", "`", "="])
    func `every scalar with a meaning becomes a reference`(_ scalar: String) {
        let escaped = HTMLEscaping.escaped("a\(scalar)\u{301}b")
        #expect(escaped.hasPrefix("a&"))
        #expect(
            !escaped.unicodeScalars.dropFirst(2).contains { scalar != "&" && String($0) == scalar })
    }

    @Test func `text without special scalars stays byte for byte`() {
        let text = "山田 太郎 e\u{301} \u{1F468}\u{200D}\u{1F469} 100% (ok)"
        #expect(HTMLEscaping.escaped(text).utf8.elementsEqual(text.utf8))
    }

    @Test func `a partial escapes as its page does`() throws {
        let library = try TemplateLibrary([
            "page": Array("{{% CONTENT_TYPE: HTML}}{{> part}}".utf8),
            "part": Array("{{% CONTENT_TYPE: HTML}}<b title=\"{{v}}\">".utf8),
        ])
        let html = try library.render("page", ["v": "\"\u{301}"])
        #expect(html.unicodeScalars.filter { $0 == "\"" }.count == 2)
    }

    @Test func `a page in the layout escapes in its blocks`() throws {
        let library = try TemplateLibrary([
            "frame": Array("{{% CONTENT_TYPE: HTML}}<i>{{$part}}{{/part}}</i>".utf8),
            "page": Array(
                "{{% CONTENT_TYPE: HTML}}{{<frame}}{{$part}}<b title=\"{{v}}\">{{/part}}{{/frame}}"
                    .utf8),
        ])
        let html = try library.render("page", ["v": "\"\u{200D}"])
        #expect(html == "<i><b title=\"&quot;\u{200D}\"></i>")
    }
}

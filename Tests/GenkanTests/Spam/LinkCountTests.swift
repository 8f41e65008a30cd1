import Testing

@testable import Genkan

@Suite struct LinkCountTests {
    @Test(arguments: [
        ("", 0), ("hello", 0), ("https://example.jp", 1), ("HTTPS://EXAMPLE.JP http://a", 2),
        ("www.example.jp", 1), ("https://www.example.jp/", 1),
        ("（www.example.jp）と https://a.jp", 2),
        ("vera@www.example.jp", 0), ("awww. that is sweet", 0), ("my-www.example.jp", 0),
        ("http:/example", 0), ("hthttp://a", 1), ("www.a\nwww.b\nWWW.c", 3),
        ("サイトはwww.example.jpです", 1),
    ])
    func `each beginning of a link counts once`(text: String, count: Int) {
        #expect(LinkCount(of: text).links == count)
        #expect(!LinkCount(of: text).hasMarkup)
    }

    @Test(arguments: ["<a href=x>", "<A HREF='x'", "[url=x]", "[URL]x[/URL]", "see [link=x]"])
    func `links as forums write them are markup`(text: String) {
        #expect(LinkCount(of: text).hasMarkup)
    }

    @Test(arguments: ["a < b", "[1] and [2]", "<ahref", "[urban]", "＜a href＞", "<p>"])
    func `other brackets are none`(text: String) {
        #expect(!LinkCount(of: text).hasMarkup)
    }
}

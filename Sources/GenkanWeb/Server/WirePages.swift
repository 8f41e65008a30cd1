import Genkan
import HTTPTypes
import NIOCore

/// Error pages for the answers that no middleware sees: the parser's 400 and 431, the 408 of a deadline.
struct WirePages: Sendable {
    private let pages: [Int: [Language: ByteBuffer]]

    init(_ pages: Pages) throws(TemplateLibrary.Failure) {
        var made: [Int: [Language: ByteBuffer]] = [:]
        for status: HTTPResponse.Status in [
            .badRequest, .requestTimeout, .requestHeaderFieldsTooLarge,
        ] {
            for language in Language.allCases {
                let words = ErrorWords(status, pages.texts(language))
                let html = try pages.html(
                    "error",
                    [
                        "status": status.code, "title": words.title, "what": words.what,
                        "next": words.next,
                    ], in: language)
                made[status.code, default: [:]][language] = ByteBuffer(string: html)
            }
        }
        self.pages = made
    }

    /// The page of an answer that has no body yet, with its head made to fit; nil for every other answer.
    func complete(_ head: inout HTTPResponse, in language: Language) -> ByteBuffer? {
        guard head.headerFields[.contentLength] == "0", head.headerFields[.contentType] == nil,
            let page = pages[head.status.code]?[language]
        else { return nil }
        head.headerFields[.contentLength] = String(page.readableBytes)
        head.headerFields[.contentType] = "text/html; charset=utf-8"
        head.headerFields[.contentLanguage] = language.rawValue
        for field in ResponsePolicy.page().headers { head.headerFields[field.name] = field.value }
        return page
    }
}

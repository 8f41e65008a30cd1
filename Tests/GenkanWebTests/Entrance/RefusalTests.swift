import Foundation
import Genkan
import HTTPTypes
import Testing

@testable import GenkanWeb

/// Every refusal has words, a stable code and a status.
@Suite struct RefusalTests {
    private static var all: [Refusal] {
        let origins =
            [SenderOrigin.opaque]
            + [Origin("https://www.example.jp")].compactMap { $0 }
            .map(SenderOrigin.foreign)
        return origins.map(Refusal.origin) + CaptchaRefusal.allCases.map(Refusal.captcha)
            + BodyError.Code.allCases.map { .body(BodyError($0)) }
            + [
                .answers([FieldProblem(field: "name", code: .required)]), .sentBefore,
                .tooMany(seconds: 3), .tooManyFileBytes(seconds: 3), .busy(seconds: 3),
                .noRoomForFiles, .key,
                .mediaType(isText: true),
                .mediaType(isText: false), .encoding, .tooLarge,
            ]
    }

    @Test(arguments: Language.allCases)
    func `every refusal is said in words of the language`(language: Language) throws {
        let texts = try Pages().texts(language)
        for refusal in Self.all {
            let wording = refusal.wording(texts)
            let said = [wording.heading, wording.text, wording.owner?.explanation ?? "ok"]
            for text in said {
                #expect(!text.isEmpty && !text.hasPrefix("entrance-"), "\(refusal.code)")
                #expect(!text.contains("{"), "\(refusal.code): \(text)")
            }
        }
    }

    @Test func `codes tell refusals apart and statuses are errors`() {
        let codes = Self.all.map(\.code)
        // Two origins, two media types, and bytes that are not UTF-8 in both kinds of body.
        #expect(Set(codes).count == codes.count - 3)
        #expect(Self.all.allSatisfy { (400..<600).contains($0.status.code) })
    }

    @Test func `the page about forms lists every code`() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(
            contentsOf: root.appending(path: "Sources/Genkan/Genkan.docc/Forms.md"), encoding: .utf8
        )
        let statuses = [400, 403, 404, 405, 413, 414, 429, 500, 503].map {
            Problem.code(of: HTTPResponse.Status(code: $0))
        }
        for code in Set(Self.all.map(\.code) + statuses) {
            #expect(page.contains("`\(code)`"), "\(code) is not explained")
        }
    }

    @Test(arguments: [
        ("https://www.example.jp/thanks?x=1", "https://www.example.jp"),
        ("https://WWW.example.jp", "https://www.example.jp"),
        ("https://example.jp:8443/#a", "https://example.jp:8443"), ("http://example.jp/", nil),
        ("https://user@example.jp/", nil), ("https://a;b/", nil), ("javascript:alert(1)", nil),
    ])
    func `the policy names a thank-you page's origin and nothing that ends a directive`(
        address: String, origin: String?
    ) {
        #expect(FormPage.origin(of: address) == origin)
    }
}

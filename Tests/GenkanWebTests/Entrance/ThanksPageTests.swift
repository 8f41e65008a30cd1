import Genkan
import GenkanTesting
import Testing

@testable import GenkanWeb

/// The page with the receipt.
@Suite struct ThanksPageTests {
    @Test func `the receipt is shown, spelled for screen readers, in both languages`() async throws
    {
        let receipt = ReceiptCode(
            of: SubmissionID(time: Instant(microseconds: 0), random: Array(1...10)))
        try await EntranceHouse.run { house in
            for (language, words) in [("ja", "受付番号"), ("en", "Receipt number")] {
                let page = try await house.get(
                    "/f/contact/thanks?receipt=\(receipt.text)&lang=\(language)")
                #expect(page.status == 200 && page.body.contains(words))
                #expect(page.body.contains(">\(receipt.text)</span>"))
                #expect(page.body.contains(">\(ShowThanks.spelled(receipt))</span>"))
                // What a printed copy is about.
                let title = language == "ja" ? "お問い合わせ" : "Contact"
                #expect(page.body.contains(#"<p class="entrance-about">\#(title)</p>"#))
                #expect(page["cache-control"] == "no-store")
                #expect(page["referrer-policy"] == "same-origin")
            }
        }
    }

    @Test(arguments: [
        "", "?receipt=", "?receipt=K7HM-4RTX-9CPX", "?receipt=%22%3E%3Cb%3E", "?receipt=%FF",
    ])
    func `a code that is none is not shown`(query: String) async throws {
        try await EntranceHouse.run { house in
            let page = try await house.get("/f/contact/thanks" + query)
            #expect(page.status == 200)
            #expect(!page.body.contains("entrance-code") && !page.body.contains("<b>"))
        }
    }

    @Test func `a code is spelled character by character`() throws {
        let receipt = try #require(ReceiptCode(number: 0))
        #expect(ShowThanks.spelled(receipt) == "2 2 2 2, 2 2 2 2, 2 2 2 2")
    }
}

import GenkanTesting
import Testing

@testable import Genkan
@testable import GenkanWeb

/// The form that comes back holds what was sent, and claims nothing that was not.
@Suite struct ShownAgainTests {
    private static let privacy = Field.test(
        "privacy", .consent, ja: "同意します", en: "I agree", isRequired: true)
    private static let ticked = #"name="privacy" value="yes" checked"#

    @Test(arguments: ["0", "off", "false", " NO ", ""])
    func `a consent that nobody gave comes back without a tick`(sent: String) async throws {
        try await EntranceHouse.run([.contact(adding: [Self.privacy])]) { house in
            let answer = try await house.post(SubmitFormTests.vera + [("privacy", sent)])
            #expect(answer.status == 422)
            #expect(answer.body.contains(#"name="privacy" value="yes""#))
            #expect(!answer.body.contains(Self.ticked))
        }
    }

    @Test func `a consent that was given stays ticked`() async throws {
        try await EntranceHouse.run([.contact(adding: [Self.privacy])]) { house in
            for sent in [["on"], ["0", "on"]] {
                let answer = try await house.post(
                    [("name", "")] + sent.map { ("privacy", $0) })
                #expect(answer.status == 422 && answer.body.contains(Self.ticked))
            }
        }
    }

    @Test func `of a name that was sent twice no text is lost`() async throws {
        try await EntranceHouse.run { house in
            let one = try await house.post([("name", ""), ("name", "Vera")])
            #expect(one.status == 422)
            #expect(one.body.contains(#"name="name" type="text" value="Vera""#))
            let two = try await house.post([
                ("name", "Vera"), ("name", "花子"), ("message", "a"), ("message", "b"),
            ])
            #expect(two.status == 422 && two.body.contains(#"type="text" value="Vera 花子""#))
            #expect(two.body.contains(">\na\nb</textarea>"))
        }
    }

    @Test func `text in any script is written in its own direction`() async throws {
        try await EntranceHouse.run { house in
            let page = try await house.get("/f/contact").body
            let controls = page.matches(of: #/<(?:input|textarea)[^>]*>/#)
                .map { String($0.output) }
            let written = controls.filter { control in
                !control.contains(#"type="radio""#) && !control.contains(#"type="hidden""#)
            }
            #expect(written.count == 4)
            for control in written { #expect(control.contains(#" dir="auto""#), "\(control)") }
        }
    }

    @Test func `no two elements share an id, whatever fields and options are called`()
        async throws
    {
        func choice(_ name: String, _ options: String...) -> Field {
            let options = options.map { Choice.Option(id: $0, label: .init(ja: $0, en: $0)) }
            return .test(
                name, .choice(Choice(options: options, isMultiple: true)), ja: name, en: name,
                isRequired: true)
        }
        let form = Form.contact(adding: [
            choice("a", "b-c", "help", "problem"), choice("a-b", "c"),
            .test("a-help", .text, ja: "a", en: "a", isRequired: true),
            .test("a-problem", .longText, ja: "a", en: "a", isRequired: true),
        ])
        try await EntranceHouse.run([form]) { house in
            let page = try await house.post([("name", "")]).body
            let ids = page.matches(of: #/\sid="([^"]*)"/#).map { String($0.output.1) }
            #expect(ids.contains("f-a:b-c") && ids.contains("f-a-b:c"))
            #expect(Set(ids).count == ids.count)
            let targets = page.matches(of: #/<a href="#([^"]*)"/#).map { String($0.output.1) }
            #expect(!targets.isEmpty && targets.allSatisfy { ids.contains($0) })
        }
    }
}

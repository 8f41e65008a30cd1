import Genkan
import Testing

/// What a page that is shown again puts into its controls.
struct FieldShownTests {
    @Test(
        arguments: [
            ([], false), (["0"], false), (["off"], false), ([" FALSE "], false), ([""], false),
            (["no"], false), (["on"], true), (["yes"], true), (["0", "1"], true),
        ] as [([String], Bool)])
    func `a box is ticked when validation takes it for ticked`(sent: [String], isTicked: Bool)
        throws
    {
        for more in ["", "required: true"] {
            let form = try TestForms.form(kind: "consent", more: more)
            let field = try #require(form.fields.first)
            #expect(field.isTicked(by: sent) == isTicked)
        }
        let text = try #require(try TestForms.form(kind: "text").fields.first)
        #expect(!text.isTicked(by: sent))
    }

    @Test(
        arguments: [
            ([], nil), ([""], ""), ([" a "], " a "), (["", "Vera"], "Vera"),
            (["Vera", "", " "], "Vera"), (["Vera", "Vera "], "Vera"), (["", "  "], ""),
            (["Vera", "Viktor", "Vera"], "Vera Viktor"),
        ] as [([String], String?)])
    func `a name that was sent several times loses nothing`(sent: [String], shown: String?) throws {
        let field = try #require(try TestForms.form(kind: "text").fields.first)
        #expect(field.text(typed: sent) == shown)
    }

    @Test func `two long texts stand on lines of their own`() throws {
        let field = try #require(try TestForms.form(kind: "long-text").fields.first)
        #expect(field.text(typed: ["a", "b"]) == "a\nb")
    }
}

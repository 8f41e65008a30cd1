import Testing

@testable import Genkan

struct NearestNameTests {
    let known = ["title", "fields", "time_zone", "statuses", "captcha", "without_token"]

    @Test(arguments: [
        ("titel", "title"), ("Title", "title"), ("field", "fields"), ("timezone", "time_zone"),
        ("time-zone", "time_zone"), ("status", "statuses"), ("capcha", "captcha"),
        ("witout_token", "without_token"), ("without-tokne", "without_token"),
    ])
    func `a slip finds what was meant`(name: String, meant: String) {
        #expect(NearestName.suggest(for: name, among: known) == meant)
    }

    @Test(arguments: ["", "x", "colour", "zzzzz", String(repeating: "title", count: 100)])
    func `nothing near is no hint`(name: String) {
        #expect(NearestName.suggest(for: name, among: known) == nil)
    }

    @Test(arguments: [
        ("", "", 0), ("a", "", 1), ("", "ab", 2), ("ab", "ba", 1), ("abc", "abc", 0),
        ("kitten", "sitting", 3), ("ca", "abc", 3), ("abcd", "acbd", 1), ("が", "か", 1),
    ])
    func `the distance counts edits and swaps of neighbours`(
        left: String, right: String, count: Int
    ) {
        let scalars = { (text: String) in Array(text.unicodeScalars) }
        #expect(NearestName.distance(scalars(left), scalars(right)) == count)
        #expect(NearestName.distance(scalars(right), scalars(left)) == count)
    }

    @Test func `of equally near names the first is meant`() {
        #expect(NearestName.suggest(for: "abcx", among: ["abcd", "abce"]) == "abcd")
    }
}

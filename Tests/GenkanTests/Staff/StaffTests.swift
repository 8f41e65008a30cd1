import Genkan
import Testing

struct StaffTests {
    @Test(arguments: [
        ("anna", "anna"), (" anna ", "anna"), ("玄関\u{3000}花子", "玄関\u{3000}花子"),
        ("O’Neill", "O’Neill"),
        ("e\u{301}va", "éva"), ("Ben 2", "Ben 2"),
        (String(repeating: "あ", count: 64), String(repeating: "あ", count: 64)),
        (String(repeating: "𠮷", count: 50), String(repeating: "𠮷", count: 50)),
    ])
    func `a name is normalised`(typed: String, text: String) throws {
        let name = try #require(StaffName(typed))
        #expect(Array(name.text.utf8) == Array(text.utf8))
    }

    @Test(arguments: [
        "", " ", "\u{3000}", "a  b", "a\nb", "a\u{0}b", "a\u{202E}b", "a\u{200B}b", "a\u{2028}b",
        String(repeating: "あ", count: 65), String(repeating: "𠮷", count: 51),
    ])
    func `what cannot be told apart on a screen is no name`(typed: String) {
        #expect(StaffName(typed) == nil)
    }

    @Test func `names that look the same have one key`() throws {
        let keys = try ["anna", "Anna", "ＡＮＮＡ", " anna"].map { try #require(StaffName($0)).key }
        #expect(Set(keys).count == 1)
        #expect(try #require(StaffName("ben")).key != keys[0])
    }

    @Test func `roles are words and have labels`() {
        #expect(Role.allCases.map(\.rawValue) == ["administrator", "manager", "staff", "viewer"])
        #expect(Set(Role.allCases.map(\.label.ja)).count == 4)
    }
}

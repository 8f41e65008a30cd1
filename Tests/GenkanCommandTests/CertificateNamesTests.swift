import Testing

@testable import GenkanCommand

@Suite struct CertificateNamesTests {
    private let names = CertificateNames(
        names: ["forms.example.jp", "*.Example.test"],
        addresses: [[127, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]])

    @Test(arguments: [
        "forms.example.jp", "FORMS.example.jp", "a.example.test", "127.0.0.1", "::1", "[::1]",
    ])
    func `what it is for is covered`(host: String) {
        #expect(names.cover(host))
    }

    @Test(arguments: [
        "example.jp", "a.forms.example.jp", "example.test", "a.b.example.test", ".example.test",
        "127.0.0.2", "::2", "", "localhost",
    ])
    func `nothing else is`(host: String) {
        #expect(!names.cover(host))
    }
}

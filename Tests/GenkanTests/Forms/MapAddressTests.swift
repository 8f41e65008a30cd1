import Testing

@testable import Genkan

/// Where a map looks up a postal address.
@Suite struct MapAddressTests {
    @Test func `the address stands percent-encoded in its place`() throws {
        let map = try #require(MapAddress("https://map.example.jp/search?query={address}&zoom=15"))
        #expect(
            map.lookingUp("東京都 1-2&q=<x>")
                == "https://map.example.jp/search?query=%E6%9D%B1%E4%BA%AC%E9%83%BD%201-2%26q%3D%3Cx%3E&zoom=15"
        )
        let path = try #require(MapAddress("https://map.example.jp/maps/place/{address}"))
        #expect(path.lookingUp("../x") == "https://map.example.jp/maps/place/..%2Fx")
    }

    @Test(arguments: [
        "", "{address}", "http://map.example.jp/?q={address}", "https://map.example.jp/?q=",
        "https://map.example.jp/{address}?q={address}", "https://{address}/",
        "https://map.example.jp{address}", "https://{address}.example.jp/",
        "https://user@map.example.jp/?q={address}", "javascript:alert(1)//{address}",
        "https://map.example.jp/ ?q={address}", "https://map.example.jp/\"?q={address}",
        "HTTPS://map.example.jp/?q={Address}",
    ])
    func `what is no address of a map is none`(text: String) {
        #expect(MapAddress(text) == nil)
    }

    @Test(arguments: [
        ("text", "street-address", true), ("text", "shipping address-level2", true),
        ("text", "address-line1", true), ("text", "country-name", true),
        ("postal-code", nil, true), ("text", nil, false), ("email", nil, false),
        ("text", "organization", false),
    ])
    func `parts of an address are known by what browsers are told`(
        kind: String, tokens: String?, isPart: Bool
    ) throws {
        let line = tokens.map { "\n    autocomplete: \($0)" } ?? ""
        let text = """
            title: {ja: お問い合わせ, en: Contact}
            fields:
              - name: place
                label: {ja: 所, en: Place}
                kind: \(kind)\(line)
            """
        let form = try FormReader.read(Array(text.utf8), file: "contact.yaml").get()
        #expect(form.fields.first?.isPartOfAddress == isPart)
    }
}

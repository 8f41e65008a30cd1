import Genkan
import Testing

@Suite struct TrustedProxiesTests {
    private func client(_ peer: String, _ forwarded: String..., trusting: [String] = []) throws
        -> String
    {
        let proxies = TrustedProxies(try trusting.map { try #require(AddressRange($0)) })
        return proxies.client(behind: try #require(ClientAddress(peer)), forwarded: forwarded)
            .description
    }

    @Test func `a client's own word is not believed`() throws {
        #expect(try client("203.0.113.5", "10.0.0.1") == "203.0.113.5")
        #expect(try client("203.0.113.5", "10.0.0.1", trusting: ["10.0.0.0/8"]) == "203.0.113.5")
    }

    @Test func `a trusted proxy's word is believed, and only its own`() throws {
        let proxies = ["10.0.0.0/8"]
        #expect(try client("10.0.0.1", "203.0.113.5", trusting: proxies) == "203.0.113.5")
        #expect(
            try client("10.0.0.1", "198.51.100.1, 203.0.113.5", trusting: proxies) == "203.0.113.5")
        #expect(
            try client("10.0.0.1", "198.51.100.1", "203.0.113.5 ,\t10.0.0.2", trusting: proxies)
                == "203.0.113.5")
    }

    @Test(arguments: ["", "unknown", "203.0.113.5:80", "198.51.100.1, x", ",", " ", "a\u{301}"])
    func `a word that is no address ends the search`(_ forwarded: String) throws {
        #expect(try client("10.0.0.1", forwarded, trusting: ["10.0.0.0/8"]) == "10.0.0.1")
    }

    @Test func `a list without end is read no further than its last part`() throws {
        let long = [String](repeating: "10.0.0.2", count: 10_000).joined(separator: ",")
        #expect(
            try client("10.0.0.1", "203.0.113.5," + long, trusting: ["10.0.0.0/8"]) == "10.0.0.2")
    }
}

import Genkan
import Testing

@testable import GenkanOutbound

@Suite struct ProviderAddressTests {
    @Test func `the documented addresses are some`() {
        for provider in CaptchaProvider.allCases {
            let address = ProviderAddress(provider.standardAddress)
            #expect(address?.port == 443 && address?.isLoopback == false, "\(provider)")
        }
    }

    @Test(arguments: [
        ("https://localhost:8443/verify", "localhost", 8443),
        ("https://127.0.0.1/a", "127.0.0.1", 443),
        ("https://[::1]:444/a", "::1", 444),
        ("https://eu.frcapi.com/api/v2/x", "eu.frcapi.com", 443),
    ])
    func `host and port are read`(text: String, host: String, port: Int) {
        let address = ProviderAddress(text)
        #expect(address?.host == host && address?.port == port)
        #expect(address?.isLoopback == (host != "eu.frcapi.com"))
    }

    @Test(arguments: [
        "", "http://localhost/a", "https://example.com", "https://user@example.com/a",
        "https://example.com/a?b", "https://example.com/a#b", "https://10.0.0.1/a",
        "https://169.254.169.254/latest", "https://8.8.8.8/a", "https://[fe80::1]/a",
        "https://example.com:0/a", "https://exa mple.com/a", "https://example.com\\@evil/a",
        "HTTPS//example.com/a", "https:///a",
    ])
    func `anything else is none`(text: String) {
        #expect(ProviderAddress(text) == nil)
    }
}

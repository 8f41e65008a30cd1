import Testing

@testable import Genkan

/// What may be connected to: RFC 6890's registries, block by block with both edges.
@Suite struct InternetAddressTests {
    @Test(arguments: [
        "0.0.0.0", "0.255.255.255", "10.0.0.0", "10.255.255.255", "100.64.0.0", "100.127.255.255",
        "127.0.0.1", "127.255.255.255", "169.254.0.0", "169.254.169.254", "169.254.255.255",
        "172.16.0.0", "172.31.255.255", "192.0.0.0", "192.0.0.255", "192.0.2.1", "192.88.99.1",
        "192.168.0.0", "192.168.255.255", "198.18.0.0", "198.19.255.255", "198.51.100.7",
        "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.0", "255.255.255.255",
        "::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
        "64:ff9b:1::1", "100::1", "2001::1", "2001:1ff:ffff::1", "2001:db8::1", "2002:7f00:1::",
        "2002:a00:1::", "3fff::1", "4000::1", "5f00::1", "fc00::1", "fdff::1", "fe80::1", "fec0::1",
        "ff02::1", "ffff::1", "1fff::1",
    ])
    func `what leads to the inside, or nowhere, is no address of the internet`(text: String) throws
    {
        #expect(try !#require(ClientAddress(text)).isOfInternet)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0",
        "126.255.255.255", "128.0.0.1", "169.253.255.255", "169.255.0.0", "172.15.255.255",
        "172.32.0.0", "192.0.1.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "::ffff:8.8.8.8", "2000::1", "2001:200::1", "2001:db7:ffff::1",
        "2001:db9::1", "2606:4700::6810:84e5", "2a00:1450:4001:800::2004", "3ffe:ffff::1",
    ])
    func `others are`(text: String) throws {
        #expect(try #require(ClientAddress(text)).isOfInternet)
    }

    @Test func `every block of the list is one`() {
        #expect(ClientAddress.specialFour.count == 15 && ClientAddress.specialSix.count == 4)
    }
}

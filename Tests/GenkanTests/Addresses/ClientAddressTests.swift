import Genkan
import Testing

@Suite struct ClientAddressTests {
    @Test func `addresses are read in every usual form`() throws {
        let bytes: [(String, [UInt8])] = [
            ("192.0.2.1", [192, 0, 2, 1]),
            ("::ffff:192.0.2.1", [192, 0, 2, 1]),
            ("::FFFF:c000:201", [192, 0, 2, 1]),
            ("::1", [UInt8](repeating: 0, count: 15) + [1]),
            ("::", [UInt8](repeating: 0, count: 16)),
            ("2001:db8::1", [0x20, 1, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [1]),
            ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
            ("64:ff9b::192.0.2.33", [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0, 192, 0, 2, 33]),
        ]
        for (text, expected) in bytes { #expect(ClientAddress(text)?.bytes == expected, "\(text)") }
    }

    @Test(arguments: [
        "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4 ", "0x7f.1.1.1", "１.2.3.4",
        ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "12345::",
        "::g", "fe80::1%eth0", "[::1]", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3.4:5", "localhost",
    ])
    func `anything else is no address`(_ text: String) { #expect(ClientAddress(text) == nil) }

    @Test(arguments: [
        ("192.0.2.7", "192.0.2.7"), ("::1", "::1"), ("::", "::"), ("1::", "1::"),
        ("2001:DB8:0:0:0:0:0:42", "2001:db8::42"), ("2001:db8::0:1", "2001:db8::1"),
        ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
        ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), ("::ffff:192.0.2.1", "192.0.2.1"),
        ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("0:0:1:2:3:4:0:0", "::1:2:3:4:0:0"),
    ])
    func `an address is said in its one usual form`(typed: String, said: String) throws {
        let address = try #require(ClientAddress(typed))
        #expect(address.description == said)
        #expect(ClientAddress(said) == address)
    }

    @Test func `a subscriber is an IPv4 address or an IPv6 /64`() throws {
        let one = try #require(ClientAddress("2001:db8:1:2:3::4"))
        #expect(one.subscriber == ClientAddress("2001:db8:1:2:ffff::")?.subscriber)
        #expect(one.subscriber != ClientAddress("2001:db8:1:3::")?.subscriber)
        #expect(ClientAddress("192.0.2.1")?.subscriber == ClientAddress("192.0.2.1"))
    }

    @Test func `loopback is loopback in every form`() {
        for text in ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"] {
            #expect(ClientAddress(text)?.isLoopback == true)
        }
        for text in ["128.0.0.1", "::2", "::", "1::1"] {
            #expect(ClientAddress(text)?.isLoopback == false)
        }
    }

    @Test func `a range holds its addresses and no others`() throws {
        let private10 = try #require(AddressRange("10.0.0.0/8"))
        #expect(try private10.contains(#require(ClientAddress("10.255.1.2"))))
        #expect(try !private10.contains(#require(ClientAddress("11.0.0.1"))))
        #expect(try !private10.contains(#require(ClientAddress("::10.0.0.1"))))
        let odd = try #require(AddressRange("2001:db8:8000::/33"))
        #expect(try odd.contains(#require(ClientAddress("2001:db8:ffff::1"))))
        #expect(try !odd.contains(#require(ClientAddress("2001:db8:7fff::1"))))
        let all = try #require(AddressRange("0.0.0.0/0"))
        #expect(try all.contains(#require(ClientAddress("203.0.113.9"))))
        let one = try #require(AddressRange("192.0.2.1"))
        #expect(try one.contains(#require(ClientAddress("192.0.2.1"))))
        #expect(try !one.contains(#require(ClientAddress("192.0.2.2"))))
        for text in [
            "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "/8", "10/8", "a/8", "10.0.0.0/+8",
            "10.0.0.0/08", "10.0.0.0/8 ", "::ffff:10.0.0.1/24", "::ffff:10.0.0.1/129",
        ] {
            #expect(AddressRange(text) == nil, "\(text)")
        }
    }

    @Test(arguments: [
        ("203.0.113.77/24", "203.0.113.0/24"), ("203.0.113.77", "203.0.113.77"),
        ("203.0.113.77/32", "203.0.113.77"), ("10.255.255.255/9", "10.128.0.0/9"),
        ("2001:db8:1:2:3::4/64", "2001:db8:1:2::/64"), ("2001:db8::1/128", "2001:db8::1"),
        ("0.0.0.0/0", "0.0.0.0/0"), ("255.255.255.255/0", "0.0.0.0/0"), ("ffff::/12", "fff0::/12"),
        ("::ffff:10.0.0.1/120", "10.0.0.0/24"), ("::ffff:10.0.0.1", "10.0.0.1"),
    ])
    func `a range is said by its first address, and is the same however it was written`(
        typed: String, said: String
    ) throws {
        let range = try #require(AddressRange(typed))
        #expect(range.description == said)
        #expect(AddressRange(said) == range)
    }
}

import Genkan
import Testing

@Suite struct DeskNetworksTests {
    private func range(_ text: String) throws -> AddressRange { try #require(AddressRange(text)) }

    @Test func `a role without networks is admitted from everywhere, and without an address`() {
        for role in Role.allCases {
            #expect(DeskNetworks().admits(ClientAddress("203.0.113.9"), as: role))
            #expect(DeskNetworks().admits(nil, as: role))
        }
    }

    @Test func `a role with networks is admitted from those alone, and no other role is concerned`()
        throws
    {
        let networks = DeskNetworks()
            .changed(.allow([try range("203.0.113.0/24")]), for: .staff)
            .changed(.allow([try range("2001:db8::/32")]), for: .staff)
        for inside in ["203.0.113.0", "203.0.113.255", "::ffff:203.0.113.1", "2001:db8::1"] {
            #expect(networks.admits(ClientAddress(inside), as: .staff), "\(inside)")
        }
        for outside in ["203.0.114.0", "198.51.100.1", "2001:db9::1", "::1", "::203.0.113.1"] {
            #expect(!networks.admits(ClientAddress(outside), as: .staff), "\(outside)")
            #expect(networks.admits(ClientAddress(outside), as: .viewer), "\(outside)")
        }
        #expect(!networks.admits(nil, as: .staff))
    }

    @Test
    func `a network that is written another way is the same, and the last one taken opens all`()
        throws
    {
        let networks = DeskNetworks().changed(.allow([try range("203.0.113.77/24")]), for: .staff)
        #expect(networks.changed(.allow([try range("203.0.113.0/24")]), for: .staff) == networks)
        #expect(networks[.staff].map(\.description) == ["203.0.113.0/24"])
        let open = networks.changed(.remove(try range("203.0.113.1/24")), for: .staff)
        #expect(open == DeskNetworks())
        #expect(open.admits(ClientAddress("198.51.100.1"), as: .staff))
        #expect(networks.changed(.everywhere, for: .staff) == DeskNetworks())
    }
}

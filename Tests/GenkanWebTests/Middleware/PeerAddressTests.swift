import Genkan
import NIOCore
import Testing

@testable import GenkanWeb

@Suite struct PeerAddressTests {
    @Test func `what the system says is understood, and said back`() throws {
        for text in ["192.0.2.7", "2001:db8::42", "::1", "2001:0:0:1::1", "fe80::1:0:0:1"] {
            let peer = try SocketAddress(ipAddress: text, port: 80)
            let address = try #require(ClientAddress(peer))
            #expect(address.description == peer.ipAddress)
            #expect(ClientAddress(text) == address)
        }
        #expect(ClientAddress(try SocketAddress(unixDomainSocketPath: "/tmp/x")) == nil)
    }
}

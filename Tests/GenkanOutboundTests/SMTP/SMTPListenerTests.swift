import NIOCore
import NIOEmbedded
import Testing

@testable import GenkanOutbound

/// What the listener does by itself, without anybody who listens to it.
struct SMTPListenerTests {
    @Test(arguments: [
        ("127.0.0.1", true), ("::1", true), ("192.0.2.1", false), ("2001:db8::1", false),
    ])
    func `a connection in clear stays on this machine`(_ ip: String, _ isHere: Bool) throws {
        let address = try SocketAddress(ipAddress: ip, port: 25)
        #expect(connected(to: address, staysHere: true).isActive == isHere)
        #expect(connected(to: address, staysHere: false).isActive)
    }

    @Test func `what has no address is not this machine`() throws {
        let address = try SocketAddress(unixDomainSocketPath: "/127.0.0.1")
        #expect(!connected(to: address, staysHere: true).isActive)
    }

    @Test(arguments: ["2", "250 ok\r\n", "\r", "\0"])
    func `whoever speaks without being asked is cut off`(_ text: String) throws {
        let channel = try connected(
            to: SocketAddress(ipAddress: "192.0.2.1", port: 25), staysHere: false)
        try channel.writeInbound(ByteBuffer(string: "220 mail.exam"))
        try channel.writeInbound(ByteBuffer(string: "ple.jp\r\n"))
        #expect(channel.isActive)
        try channel.writeInbound(ByteBuffer(string: text))
        #expect(!channel.isActive)
    }

    private func connected(to address: SocketAddress, staysHere: Bool) -> EmbeddedChannel {
        let channel = EmbeddedChannel(handler: SMTPListener(staysHere: staysHere))
        channel.connect(to: address, promise: nil)
        return channel
    }
}

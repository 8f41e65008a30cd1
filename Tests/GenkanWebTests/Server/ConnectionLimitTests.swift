import Genkan
import GenkanTesting
import GenkanWeb
import Hummingbird
import NIOCore
import Synchronization
import Testing

@Suite struct ConnectionLimitTests {
    private static let get = "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n\n"

    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.get("small") { _, _ in "small" }
    }

    @Test func `an address has its number of connections, and gets places back`() async throws {
        try await TestServer.run(
            adjust: { $0.limits.connectionsPerAddress = 2 }, routes: Self.routes
        ) { server in
            let one = try await RawConnection.open(server.port, tls: server.client)
            let two = try await RawConnection.open(server.port, tls: server.client)
            let three = try await RawConnection.open(server.port, tls: nil)
            #expect(try await three.waitForClose().isEmpty)
            await one.close()
            try await eventuallyConnects(server)
            try await two.send(lines: Self.get)
            try await two.wait { String(decoding: $0, as: UTF8.self).hasSuffix("small") }
        }
    }

    @Test func `a trusted proxy is not held to it`() async throws {
        try await TestServer.run(
            adjust: {
                $0.limits.connectionsPerAddress = 1
                $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
            }, routes: Self.routes
        ) { server in
            var open: [RawConnection] = []
            for _ in 0..<5 { open.append(try await .open(server.port, tls: server.client)) }
            for connection in open {
                try await connection.send(lines: Self.get)
                try await connection.wait { String(decoding: $0, as: UTF8.self).hasSuffix("small") }
            }
        }
    }

    @Test func `over the limit in all, a connection waits until there is a place`() async throws {
        try await TestServer.run(adjust: { $0.limits.connections = 1 }, routes: Self.routes) {
            server in
            let one = try await RawConnection.open(server.port, tls: server.client)
            let waiting = try await RawConnection.open(server.port, tls: nil)
            #expect(!waiting.isClosed)
            await waiting.close()
            await one.close()
            try await eventuallyConnects(server)
        }
    }

    @Test func `a browser may ask as often as it does whether we are still there`() async throws {
        try await TestServer.run(
            adjust: { $0.limits.pings = RequestRate(burst: 10, perSecond: 0.001) },
            routes: Self.routes
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await client.send(HTTP2Bytes.preface)
            // Ten requests, each after a PING, as Chromium sends them.
            for number in 0..<10 {
                let stream = UInt32(2 * number + 1)
                try await client.send(
                    HTTP2Bytes.ping
                        + HTTP2Bytes.headers("GET", "/small", stream: stream, ends: true))
                let bytes = try await client.wait {
                    HTTP2Bytes.frames($0).contains { $0.type == .data && $0.stream == stream }
                }
                let answered = HTTP2Bytes.frames(bytes).filter { $0.type == .ping }
                #expect(answered.count == number + 1)
            }
            try await client.send(HTTP2Bytes.ping)
            let last = HTTP2Bytes.frames(try await client.waitForClose()).last {
                $0.type == .goAway
            }
            // The last stream (4 bytes), then ENHANCE_YOUR_CALM (RFC 9113 § 7).
            #expect(last?.payload.dropFirst(4).prefix(4).elementsEqual([0, 0, 0, 0xb]) == true)
        }
    }

    /// The server learns of a close a moment later.
    private func eventuallyConnects(_ server: TestServer) async throws {
        let end = ContinuousClock.now + RawConnection.patience
        while ContinuousClock.now < end {
            if let connection = try? await RawConnection.open(server.port, tls: server.client) {
                return await connection.close()
            }
        }
        Issue.record("no place came free")
    }

    @Test(arguments: ["http/1.1", "h2"])
    func `an answer without end fills no memory for a client that does not read`(_ alpn: String)
        async throws
    {
        let written = Mutex(0)
        let hasEnded = Mutex(false)
        try await TestServer.run(
            adjust: { $0.deadlines.stalledWrite = .seconds(1) },
            routes: { router in
                router.get("endless") { _, _ in
                    Response(
                        status: .ok,
                        body: ResponseBody { writer in
                            defer { hasEnded.withLock { $0 = true } }
                            while true {
                                try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                                written.withLock { $0 += 65_536 }
                            }
                        })
                }
            }
        ) { server in
            let deaf = try await RawConnection.open(
                server.port, tls: server.client, alpn: [alpn], reads: false)
            if alpn == "h2" {
                try await deaf.send(
                    HTTP2Bytes.preface + HTTP2Bytes.window(0x3FFF_FFFF, stream: 0)
                        + HTTP2Bytes.headers("GET", "/endless", ends: true)
                        + HTTP2Bytes.window(0x3FFF_FFFF, stream: 1))
            } else {
                try await deaf.send(
                    lines: "GET /endless HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            }
            try await eventually { hasEnded.withLock { $0 } }
            // What the sockets of both sides hold, and a few pieces on the way.
            #expect(written.withLock { $0 } < 24 << 20)
        }
    }
}

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

    @Test(arguments: [[], ["h2"]])
    func `an address has its number of connections, and gets places back`(_ alpn: [String])
        async throws
    {
        try await TestServer.run(
            adjust: { $0.limits.connectionsPerAddress = 2 }, routes: Self.routes
        ) { server in
            let one = try await RawConnection.open(server.port, tls: server.client, alpn: alpn)
            let two = try await RawConnection.open(server.port, tls: server.client)
            let three = try await RawConnection.open(server.port, tls: nil)
            #expect(try await three.waitForClose().isEmpty)
            await one.close()
            try await eventuallyConnects(server)
            try await two.send(lines: Self.get)
            try await two.wait { String(decoding: $0, as: UTF8.self).hasSuffix("small") }
        }
    }

    @Test(arguments: [true, false])
    func `a trusted proxy and an exempt network are not held to it`(isProxy: Bool) async throws {
        let loopback = [AddressRange("127.0.0.0/8")].compactMap(\.self)
        try await TestServer.run(
            adjust: {
                $0.limits.connectionsPerAddress = 1
                if isProxy { $0.trustedProxies = loopback }
                if !isProxy { $0.limits.exemptNetworks = loopback }
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

    /// Chromium asks before a request when nothing came for ten seconds, and gives its requests priorities.
    @Test func `a browser may ask whether we are still there, and say what it wants first`()
        async throws
    {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await client.send(HTTP2Bytes.preface)
            for number in 0..<100 {
                let stream = UInt32(2 * number + 1)
                try await client.send(
                    HTTP2Bytes.ping
                        + HTTP2Bytes.headers("GET", "/small", stream: stream, ends: true)
                        + HTTP2Bytes.priority(of: stream) + HTTP2Bytes.priority(of: stream))
            }
            try await client.wait { bytes in
                let frames = HTTP2Bytes.frames(bytes)
                return frames.count { $0.type == .data && !$0.payload.isEmpty } == 100
                    && frames.count { $0.type == .ping } == 100
            }
            let bytes = try await client.wait { _ in true }
            #expect(!HTTP2Bytes.frames(bytes).contains { $0.type == .goAway })
            let settings = try #require(HTTP2Bytes.frames(bytes).first { $0.type == .settings })
            // SETTINGS_NO_RFC7540_PRIORITIES (9) is 1.
            let pairs = stride(from: 0, to: settings.payload.count, by: 6).map {
                Array(settings.payload[$0..<$0 + 6])
            }
            #expect(pairs.contains([0, 9, 0, 0, 0, 1]))
        }
    }

    @Test func `a request that is none ends its stream and no other`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await client.send(
                HTTP2Bytes.preface
                    + HTTP2Bytes.headers(
                        "GET", "/small", stream: 1, extra: [("connection", "close")], ends: true)
                    + HTTP2Bytes.headers("GET", "/small", stream: 3, ends: true))
            let bytes = try await client.wait {
                HTTP2Bytes.frames($0).contains { $0.type == .data && $0.stream == 3 }
            }
            let frames = HTTP2Bytes.frames(bytes)
            #expect(frames.contains { $0.type == .reset && $0.stream == 1 })
            #expect(!frames.contains { $0.type == .headers && $0.stream == 1 })
        }
    }

    @Test func `a flood of frames that ask for nothing ends the connection`() async throws {
        for flood in [HTTP2Bytes.ping, HTTP2Bytes.priority(of: 1)] {
            try await TestServer.run(
                adjust: { $0.limits.controlFrames = 10 }, routes: Self.routes
            ) { server in
                let client = try await RawConnection.open(
                    server.port, tls: server.client, alpn: ["h2"])
                try await client.send(
                    HTTP2Bytes.preface + HTTP2Bytes.headers("GET", "/small", ends: true))
                for _ in 0..<12 { try? await client.send(flood) }
                try await expectCalm(client)
            }
        }
    }

    @Test func `requests that are given up again and again end the connection`() async throws {
        try await TestServer.run(
            adjust: { $0.limits.streamResets = 10 }, routes: Self.routes
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await client.send(HTTP2Bytes.preface)
            for number in 0..<12 {
                let stream = UInt32(2 * number + 1)
                try? await client.send(
                    HTTP2Bytes.headers("GET", "/small", stream: stream, ends: true)
                        + HTTP2Bytes.reset(stream))
            }
            try await expectCalm(client)
        }
    }

    private func expectCalm(_ client: RawConnection) async throws {
        let bytes = try await client.waitForClose()
        let last = HTTP2Bytes.frames(bytes).last { $0.type == .goAway }
        // The last stream (4 bytes), then ENHANCE_YOUR_CALM (RFC 9113 § 7).
        #expect(last?.payload.dropFirst(4).prefix(4).elementsEqual([0, 0, 0, 0xb]) == true)
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

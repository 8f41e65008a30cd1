import Genkan
import GenkanTesting
import GenkanWeb
import Hummingbird
import Testing

/// Bodies are held to the limits while they are read, whatever their heads say of them.
@Suite struct BodyLimitTests {
    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.post("body") { request, _ in
            "\(try await request.body.collect(upTo: 1_000_000).readableBytes)"
        }
        router.post("big") { _, _ in String(repeating: "a", count: 600_000) }
    }

    private static func post(_ head: String, _ body: String) -> String {
        "POST /body HTTP/1.1\nHost: \(TestCertificate.host)\n\(head)\n\n\(body)"
    }

    @Test(arguments: [(2_000, 200), (2_001, 413), (50_000, 413)])
    func `a body without a length is held to the limit`(_ count: Int, _ status: Int) async throws {
        try await TestServer.run(adjust: { $0.limits.bodyBytes = 2_000 }, routes: Self.routes) {
            server in
            let body = String(repeating: "a", count: count)
            let chunks = String(count, radix: 16) + "\n\(body)\n0\n\n"
            let one = try await Exchange.send(
                Self.post("Transfer-Encoding: chunked", chunks), to: server)
            #expect(one.status == status)
            let two = try await Exchange.overHTTP2(
                "POST", "/body", body: Array(body.utf8), to: server)
            #expect(two.status == status)
        }
    }

    @Test(arguments: ["gzip, chunked", "identity, chunked", "chunked, chunked"])
    func `nothing but chunks is taken for a transfer`(coding: String) async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let answer = try await Exchange.send(
                Self.post("Transfer-Encoding: \(coding)", "1\na\n0\n\n"), to: server)
            #expect([400, 501].contains(answer.status))
        }
    }

    @Test func `bodies under way share what the house holds, and one subscriber less`()
        async throws
    {
        try await TestServer.run(
            adjust: {
                $0.limits.bodyBytes = 1_000
                $0.limits.bodyBytesUnderWay = 4_000
                $0.limits.bodyBytesUnderWayPerAddress = 1_500
                $0.trustedProxies = [AddressRange("127.0.0.0/8")].compactMap(\.self)
            }, routes: Self.routes
        ) { server in
            let whole = String(repeating: "a", count: 900)
            func send(from address: String) async throws -> Exchange {
                let head = "X-Forwarded-For: \(address)\nContent-Length: 900"
                return try await Exchange.send(Self.post(head, whole), to: server)
            }
            // Two bodies of one subscriber are twice as much as one may have.
            var slow: [RawConnection] = []
            let head = "X-Forwarded-For: 192.0.2.1\nContent-Length: 900"
            for _ in 0..<2 {
                let one = try await RawConnection.open(server.port, tls: server.client)
                try await one.send(lines: Self.post(head, String(whole.dropLast(100))))
                slow.append(one)
            }

            // From when the server has read what the slow one sent.
            let end = ContinuousClock.now + RawConnection.patience
            var answer = try await send(from: "192.0.2.1")
            while answer.status == 200, ContinuousClock.now < end {
                answer = try await send(from: "192.0.2.1")
            }
            #expect(answer.status == 503 && answer["retry-after"] != nil)
            #expect(try await send(from: "192.0.2.2").status == 200)

            for one in slow {
                try await one.send(Array(whole.suffix(100).utf8))
                try await one.wait {
                    String(decoding: $0, as: UTF8.self).hasSuffix("\r\n\r\n900")
                }
            }
            #expect(try await send(from: "192.0.2.1").status == 200)
        }
    }

    @Test func `an answer that its client does not take counts as long as it is held`()
        async throws
    {
        try await TestServer.run(
            adjust: {
                $0.limits.bodyBytes = 1_000
                $0.limits.bodyBytesUnderWayPerAddress = 100_000
            }, routes: Self.routes
        ) { server in
            func status() async throws -> Int {
                try await Exchange.send(
                    Self.post("Content-Length: 3", "abc"), to: server
                ).status
            }
            let end = ContinuousClock.now + RawConnection.patience
            func becomes(_ wanted: Int) async throws -> Bool {
                while ContinuousClock.now < end {
                    if try await status() == wanted { return true }
                }
                return false
            }
            // The window of 64 KiB is never opened further.
            let shut = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            try await shut.send(
                HTTP2Bytes.preface + HTTP2Bytes.headers("POST", "/big", ends: true))
            try await shut.wait { HTTP2Bytes.frames($0).contains { $0.type == .data } }
            #expect(try await becomes(503))
            try await Task.sleep(for: .milliseconds(200))
            #expect(try await status() == 503)
            await shut.close()
            #expect(try await becomes(200))
        }
    }
}

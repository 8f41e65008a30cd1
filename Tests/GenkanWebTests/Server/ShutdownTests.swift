import Foundation
import GenkanTesting
import GenkanWeb
import Hummingbird
import NIOCore
import Synchronization
import Testing

/// The house closes in time, whatever a client does, and what is under way is finished. `TestServer.run` returns
/// only when the server has stopped.
@Suite struct ShutdownTests {
    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.get("small") { _, _ in "small" }
        router.post("body") { request, _ in
            "\(try await request.body.collect(upTo: 100_000).readableBytes)"
        }
        router.get("endless") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody { writer in
                    while true {
                        try await writer.write(ByteBuffer(repeating: 0x61, count: 65_536))
                    }
                })
        }
    }

    private static func soon(_ settings: inout ServerSettings) {
        settings.deadlines.shutdown = .milliseconds(500)
    }

    @Test func `every kind of bad client together does not hold the house open`() async throws {
        let get = "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n"
        try await TestServer.run(adjust: Self.soon, routes: Self.routes) { server in
            let port = server.port
            var clients = [try await RawConnection.open(port, tls: nil)]
            for alpn in ["http/1.1", "h2"] {
                clients.append(try await .open(port, tls: server.client, alpn: [alpn]))
                clients.append(
                    try await .open(port, tls: server.client, alpn: [alpn], reads: false))
            }
            let head = try await RawConnection.open(port, tls: server.client)
            try await head.send(lines: get)
            let idle = try await RawConnection.open(port, tls: server.client)
            try await idle.send(lines: get + "\n")
            try await idle.wait { String(decoding: $0, as: UTF8.self).hasSuffix("small") }
            let body = try await RawConnection.open(port, tls: server.client)
            try await body.send(
                lines:
                    "POST /body HTTP/1.1\nHost: \(TestCertificate.host)\nContent-Length: 9\n\nabc")
            let body2 = try await RawConnection.open(port, tls: server.client, alpn: ["h2"])
            try await body2.send(
                HTTP2Bytes.preface
                    + HTTP2Bytes.headers(
                        "POST", "/body", extra: [("content-length", "9")], ends: false))
            let deaf = try await RawConnection.open(port, tls: server.client, reads: false)
            try await deaf.send(
                lines: "GET /endless HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            let deaf2 = try await RawConnection.open(
                port, tls: server.client, alpn: ["h2"], reads: false)
            try await deaf2.send(
                HTTP2Bytes.preface + HTTP2Bytes.headers("GET", "/endless", ends: true))
            clients += [head, idle, body, body2, deaf, deaf2]
            try await eventually { server.log.lines.contains { $0.contains("route=/small") } }
            await server.stop()
            for client in [clients[0], clients[1], clients[3], head, idle, body, body2] {
                try await client.waitForClose()
            }
        }
    }

    @Test(arguments: ["http/1.1", "h2"])
    func `a request that is under way is answered in full`(_ alpn: String) async throws {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
        let (permits, permit) = AsyncStream.makeStream(of: Void.self)
        try await TestServer.run(
            adjust: { $0.deadlines.shutdown = .seconds(3600) },
            routes: { router in
                router.get("slow") { _, _ in
                    arrival.yield()
                    _ = await permits.first { _ in true }
                    return "finished"
                }
            }
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: [alpn])
            if alpn == "h2" {
                try await client.send(
                    HTTP2Bytes.preface + HTTP2Bytes.headers("GET", "/slow", ends: true))
            } else {
                try await client.send(
                    lines: "GET /slow HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            }
            _ = await arrivals.first { _ in true }
            await server.stop()
            try await refused(server.port)
            permit.yield()
            let bytes = try await client.waitForClose()
            let isWhole =
                alpn == "h2"
                ? HTTP2Bytes.frames(bytes).contains { $0.payload == Array("finished".utf8) }
                : String(decoding: bytes, as: UTF8.self).hasSuffix("finished")
            #expect(isWhole)
        }
    }

    /// Waits until nobody listens any more.
    private func refused(_ port: Int) async throws {
        let end = ContinuousClock.now + RawConnection.patience
        while ContinuousClock.now < end {
            guard let connection = try? await RawConnection.open(port, tls: nil) else { return }
            await connection.close()
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("it still listens")
    }
}

import AsyncHTTPClient
import Foundation
import GenkanTesting
import GenkanWeb
import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// A body that is refused, or that waits to be asked for.
@Suite struct EarlyAnswerTests {
    private static func routes(_ router: Router<GenkanRequestContext>) {
        router.post("body") { request, _ in
            "\(try await request.body.collect(upTo: 1000).readableBytes)"
        }
        router.post("closed") { _, _ -> Response in throw HTTPError(.forbidden) }
        router.get("small") { _, _ in "small" }
    }

    private static func post(_ path: String, length: Int, _ more: String = "") -> String {
        "POST \(path) HTTP/1.1\nHost: \(TestCertificate.host)\nContent-Length: \(length)\n\(more)\n"
    }

    /// Sends until the server closes or says otherwise; returns how many bytes it took.
    private static func pour(into connection: RawConnection, most: Int) async -> Int {
        let piece = [UInt8](repeating: 0x61, count: 65_536)
        var sent = 0
        while sent < most, !connection.isClosed {
            guard (try? await connection.send(piece)) != nil else { break }
            sent += piece.count
        }
        return sent
    }

    @Test(arguments: ["/body", "/closed"])
    func `a client that pours on reads its refusal, and is closed`(_ path: String) async throws {
        try await TestServer.run(
            adjust: {
                $0.limits.bodyBytes = Int.max
                $0.deadlines.linger = .seconds(3)
            }, routes: Self.routes
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            try await client.send(lines: Self.post(path, length: 1_000_000_000))
            async let pouring = Self.pour(into: client, most: 1_000_000_000)
            let answer = try Exchange(try await client.waitForClose())
            let sent = await pouring
            #expect(answer.status == (path == "/body" ? 413 : 403))
            #expect(answer["connection"] == "close")
            // One megabyte is read; the rest is what lay in the buffers of both systems.
            #expect(sent < 100_000_000)
        }
    }

    @Test func `a refused body that ends within the budget is read to its end`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            try await client.send(lines: Self.post("/closed", length: 200_000))
            try await client.wait { String(decoding: $0, as: UTF8.self).contains("403") }
            try await client.send([UInt8](repeating: 0x61, count: 200_000))
            #expect(try Exchange(try await client.waitForClose()).status == 403)
        }
    }

    @Test func `after an answer to a whole request the connection is kept`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            try await client.send(lines: Self.post("/closed", length: 3) + "abc")
            let first = try await client.wait {
                String(decoding: $0, as: UTF8.self).contains("</html>")
            }
            #expect(try Exchange(first)["connection"] == nil)
            try await client.send(lines: "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n\n")
            try await client.wait { String(decoding: $0, as: UTF8.self).hasSuffix("small") }
        }
    }

    @Test func `two requests in one piece get two answers in order`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            let get = "GET /small HTTP/1.1\nHost: \(TestCertificate.host)\n\n"
            try await client.send(lines: Self.post("/body", length: 3) + "abc" + get)
            let bytes = try await client.wait {
                String(decoding: $0, as: UTF8.self).hasSuffix("small")
            }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.components(separatedBy: "HTTP/1.1 200").count == 3)
        }
    }

    @Test func `a client that waits to be asked is asked when the body is read`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            try await client.send(lines: Self.post("/body", length: 5, "Expect: 100-continue\n"))
            let asked = try await client.wait { !$0.isEmpty }
            #expect(String(decoding: asked, as: UTF8.self) == "HTTP/1.1 100 Continue\r\n\r\n")
            try await client.send(Array("12345".utf8))
            let bytes = try await client.wait {
                String(decoding: $0, as: UTF8.self).hasSuffix("\r\n\r\n5")
            }
            #expect(try Exchange(bytes).status == 200)
        }
    }

    @Test(arguments: ["/closed", "/nowhere"])
    func `a client whose request is refused is never asked for the body`(_ path: String)
        async throws
    {
        try await TestServer.run(
            adjust: { $0.deadlines.linger = .milliseconds(200) }, routes: Self.routes
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client)
            try await client.send(lines: Self.post(path, length: 5, "Expect: 100-continue\n"))
            let bytes = try await client.waitForClose()
            #expect(!String(decoding: bytes, as: UTF8.self).contains("100 Continue"))
            #expect(try Exchange(bytes).status == (path == "/closed" ? 403 : 404))
        }
    }

    @Test func `over HTTP/2 the refusal arrives, then its stream is reset and the next one works`()
        async throws
    {
        try await TestServer.run(
            adjust: { $0.limits.bodyBytes = Int.max }, routes: Self.routes
        ) { server in
            let client = try await RawConnection.open(server.port, tls: server.client, alpn: ["h2"])
            let head = HTTP2Bytes.headers(
                "POST", "/closed", extra: [("content-length", "1000000")], ends: false)
            try await client.send(
                HTTP2Bytes.preface + head + HTTP2Bytes.data([UInt8](repeating: 0x61, count: 100)))
            let bytes = try await client.wait {
                HTTP2Bytes.frames($0).contains { $0.type == .reset && $0.stream == 1 }
            }
            let frames = HTTP2Bytes.frames(bytes).filter { $0.stream == 1 }
            let kinds = frames.compactMap(\.type)
            #expect(kinds.first == .headers && kinds.contains(.data) && kinds.last == .reset)
            #expect(frames.last?.payload == [0, 0, 0, 0])
            try await client.send(HTTP2Bytes.headers("GET", "/small", stream: 3, ends: true))
            try await client.wait {
                HTTP2Bytes.frames($0).contains {
                    $0.stream == 3 && $0.payload == Array("small".utf8)
                }
            }
        }
    }

    @Test func `an HTTP/2 client library reads the 413 of a big body`() async throws {
        try await TestServer.run(routes: Self.routes) { server in
            var configuration = HTTPClient.Configuration(tlsConfiguration: server.client)
            configuration.dnsOverride = [TestCertificate.host: "127.0.0.1"]
            let client = HTTPClient(
                eventLoopGroupProvider: .singleton, configuration: configuration)
            var request = HTTPClientRequest(
                url: "https://\(TestCertificate.host):\(server.port)/body")
            request.method = .POST
            request.body = .bytes(ByteBuffer(repeating: 0x61, count: 500_000))
            do {
                let response = try await client.execute(request, timeout: .seconds(60))
                #expect(response.version == .http2)
                #expect(response.status == .payloadTooLarge)
                let body = try await response.body.collect(upTo: 100_000)
                #expect(String(buffer: body).contains("413"))
            } catch { Issue.record(error) }
            try await client.shutdown()
        }
    }
}
